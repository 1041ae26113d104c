"""AWS itself: the only account that a run may touch there."""

import os

from botocore.exceptions import BotoCoreError, ClientError, NoCredentialsError
from botocore.session import Session

from stackrig.emulator.clients import Clients
from stackrig.errors import StartError


def check_account(account: str, region: str) -> None:
    """Ask AWS which account the user's credentials belong to.

    Raises:
        StartError: there are none, AWS refuses them, or they belong to another account.
    """
    clients = Clients(endpoint_url=None, region=region)
    try:
        found = clients.account_id
    except NoCredentialsError as error:
        raise StartError(
            f"this machine has no credentials for the AWS account {account}",
            remedies=["sign in: aws configure, or aws sso login", "name a profile: AWS_PROFILE=…"],
        ) from error
    except (BotoCoreError, ClientError) as error:
        raise StartError(
            f"AWS does not say which account your credentials belong to, so nothing is done in {account}: {error}",
            remedies=["sign in anew: aws sso login", "try it: aws sts get-caller-identity"],
        ) from error
    finally:
        clients.close()
    if found != account:
        raise StartError(
            f"your credentials belong to the AWS account {found}; --aws-account allows only {account}",
            remedies=[f"name the profile of {account}: AWS_PROFILE=…", f"if {found} is meant: --aws-account={found}"],
        )


def own_region(default: str) -> str:
    """Return the region in the user's environment or profile, else the default.

    AWS's other SDKs read AWS_REGION: https://docs.aws.amazon.com/sdkref/latest/guide/feature-region.html.
    """
    return str(os.environ.get("AWS_REGION") or Session().get_config_variable("region") or default)
