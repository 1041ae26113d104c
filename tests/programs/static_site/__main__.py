"""Pages in a bucket that only a content network may read, under a name with a certificate."""

import pulumi
import pulumi_aws as aws

config = pulumi.Config()
domain = "shop.example"
greeting = config.get("greeting") or "Welcome"

zone = aws.route53.Zone("site", name=domain)
certificate = aws.acm.Certificate(
    "site", domain_name=domain, subject_alternative_names=[f"www.{domain}"], validation_method="DNS"
)
option = certificate.domain_validation_options[0]
proof = aws.route53.Record(
    "proof",
    zone_id=zone.zone_id,
    name=option.resource_record_name,
    type=option.resource_record_type,
    records=[option.resource_record_value],
    ttl=60,
    allow_overwrite=True,
)
valid = aws.acm.CertificateValidation("site", certificate_arn=certificate.arn, validation_record_fqdns=[proof.fqdn])

pages = aws.s3.Bucket("pages", force_destroy=True)
aws.s3.BucketPublicAccessBlock(
    "pages", bucket=pages.id, block_public_acls=True, block_public_policy=True, ignore_public_acls=True
)
for name, text in {"index.html": f"<h1>{greeting}</h1>", "404.html": "<h1>Not here</h1>"}.items():
    aws.s3.BucketObjectv2(name, bucket=pages.id, key=name, content=text, content_type="text/html")

control = aws.cloudfront.OriginAccessControl(
    "pages", origin_access_control_origin_type="s3", signing_behavior="always", signing_protocol="sigv4"
)
cached = aws.cloudfront.get_cache_policy(name="Managed-CachingOptimized")
network = aws.cloudfront.Distribution(
    "site",
    enabled=True,
    comment=greeting,
    default_root_object="index.html",
    aliases=[domain, f"www.{domain}"],
    origins=[
        {
            "origin_id": "pages",
            "domain_name": pages.bucket_regional_domain_name,
            "origin_access_control_id": control.id,
        }
    ],
    default_cache_behavior={
        "target_origin_id": "pages",
        "viewer_protocol_policy": "redirect-to-https",
        "allowed_methods": ["GET", "HEAD"],
        "cached_methods": ["GET", "HEAD"],
        "cache_policy_id": cached.id,
        "compress": True,
    },
    custom_error_responses=[{"error_code": 403, "response_code": 404, "response_page_path": "/404.html"}],
    restrictions={"geo_restriction": {"restriction_type": "none"}},
    viewer_certificate={
        "acm_certificate_arn": valid.certificate_arn,
        "ssl_support_method": "sni-only",
        "minimum_protocol_version": "TLSv1.2_2021",
    },
)
readers = aws.iam.get_policy_document_output(
    statements=[
        {
            "actions": ["s3:GetObject"],
            "resources": [pulumi.Output.concat(pages.arn, "/*")],
            "principals": [{"type": "Service", "identifiers": ["cloudfront.amazonaws.com"]}],
            "conditions": [{"test": "StringEquals", "variable": "AWS:SourceArn", "values": [network.arn]}],
        }
    ]
)
aws.s3.BucketPolicy("pages", bucket=pages.id, policy=readers.json)
for name in (domain, f"www.{domain}"):
    aws.route53.Record(
        name,
        zone_id=zone.zone_id,
        name=name,
        type="A",
        aliases=[
            {
                "name": network.domain_name,
                "zone_id": network.hosted_zone_id,
                "evaluate_target_health": False,
            }
        ],
    )

pulumi.export("bucket", pages.id)
pulumi.export("distribution", network.id)
pulumi.export("domain", network.domain_name)
pulumi.export("zone", zone.zone_id)
