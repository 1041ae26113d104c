"""Components of other Pulumi packages that consist of AWS resources: built here instead of by the packages' plugins."""
