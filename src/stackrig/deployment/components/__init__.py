"""Components of other Pulumi packages that are made of AWS resources, built here in place of the packages' plugins."""
