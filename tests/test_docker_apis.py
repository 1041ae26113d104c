"""REST APIs and roles on the Docker rig: the tests of the embedded rig, by a LocalStack in a container."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from stackrig.emulator.server import AwsEndpoint, running_localstack
from stackrig.emulator.sessions import EndpointSession
from stackrig.processes import Session
from stackrig.settings import Settings
from tests.iam_roles import LAMBDA as LAMBDA_SERVICE
from tests.iam_roles import trust
from tests.lambda_functions import ROLE
from tests.test_apigateway import (  # noqa: F401  # fixtures and tests
    api,
    shop,
    test_a_document_gives_an_integration_its_role,
    test_a_malformed_answer_is_502,
    test_an_api_needs_a_functions_permission,
    test_gateway_responses_of_a_document,
    test_gateway_responses_of_all_errors_of_a_class,
    test_path_parameters_stay_encoded,
)
from tests.test_apigateway_authorizers import (  # noqa: F401  # fixtures and tests
    guarded,
    pool,
    test_a_function_that_fails_as_authorizer_is_500,
    test_a_method_with_iam_needs_a_signature,
    test_a_policy_that_does_not_allow_the_method_is_403,
    test_a_pools_id_token_is_let_through,
    test_a_request_authorizer_needs_all_its_identity_sources,
    test_a_request_without_a_valid_token_is_401,
    test_an_apis_policy_is_enforced,
    test_an_authorizer_needs_a_functions_permission,
    test_results_are_kept_as_long_as_the_authorizer_says,
    test_scopes_need_an_access_token,
    test_the_event_has_what_the_authorizer_said,
    test_tokens_of_strangers_are_refused,
)
from tests.test_iam import (  # noqa: F401  # a fixture and tests
    powerless,
    test_each_service_refuses_in_its_own_words,
    test_the_signer_of_a_request_to_a_rest_api_is_judged,
)

LOCALSTACK, LAMBDA = "localstack/localstack:4.14.0", "stackrig-stand-in/lambda:python3.12"

pytestmark = [pytest.mark.docker(LOCALSTACK, LAMBDA)]


@pytest.fixture(scope="module")
def localstack_server(session: Session) -> Iterator[AwsEndpoint]:
    """Yield a LocalStack in a container that refuses what AWS's IAM refuses, in place of the embedded one."""
    settings = Settings(root=Path.cwd(), localstack_image=LOCALSTACK, iam="enforce")
    with running_localstack(settings, session) as endpoint:
        yield endpoint


@pytest.fixture(scope="module")
def strict(localstack_server: AwsEndpoint) -> AwsEndpoint:
    """Return the same LocalStack: it enforces policies already."""
    return localstack_server


@pytest.fixture(scope="module")
def aws(localstack_server: AwsEndpoint) -> EndpointSession:
    """Return a boto3 session of an account that has the role of the tests' functions, as IAM looks for it here."""
    session = EndpointSession(localstack_server)
    name = ROLE.rpartition("/")[2]
    session.client("iam").create_role(RoleName=name, AssumeRolePolicyDocument=trust(LAMBDA_SERVICE))
    return session
