"""IAM: the password policy of an account."""

from stackrig.deployment.provider.calls import Call
from stackrig.deployment.provider.naming import NO_NAME
from stackrig.deployment.provider.registry import Resource

SERVICE = "iam"
POLICY = Call("update_account_password_policy")

RESOURCES = (
    Resource(
        "aws:iam/accountPasswordPolicy:AccountPasswordPolicy",
        SERVICE,
        create=POLICY,
        read=(Call("get_account_password_policy"),),
        updates=(POLICY,),
        delete=Call("delete_account_password_policy"),
        id=lambda _: "iam-account-password-policy",
        unique=False,
        auto_name=NO_NAME,
        defaults={"minimumPasswordLength": 6, "allowUsersToChangePassword": True},
    ),
)
