"""The RDS engines that a rig's server can serve; others are modelled only. The provider reads this too."""

ENGINES = ("postgres", "aurora-postgresql")
