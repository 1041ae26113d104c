"""Put our init where LocalStack's installer would put the one it downloads; the folder differs per version."""

import shutil
from pathlib import Path

from localstack.packages import InstallTarget  # type: ignore[import-not-found]  # inside the image only
from localstack.services.lambda_.packages import lambda_runtime_package  # type: ignore[import-not-found]

installer = lambda_runtime_package.get_installer()
# Of the two places the one no volume is mounted over.
folder = installer._get_install_dir(InstallTarget.STATIC_LIBS)  # noqa: SLF001  # there is no public name
init = Path(installer._get_install_marker_path(folder))  # noqa: SLF001
init.parent.mkdir(parents=True)
shutil.copy(Path(__file__).with_name("init.py"), init)
init.chmod(0o755)
