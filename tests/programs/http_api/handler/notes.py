def handler(event, context):
    """Tell who asks, and for what."""
    claims = event["requestContext"].get("authorizer", {}).get("jwt", {}).get("claims", {})
    told = {"route": event["routeKey"], "who": claims.get("cognito:username"), "note": event.get("pathParameters")}
    return {**told, "origin": event["stageVariables"]["origin"]}
