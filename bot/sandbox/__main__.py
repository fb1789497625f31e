"""Started by path and isolated, so that no setting of the outside reaches it."""

import sys
from pathlib import Path

sys.path.append(str(Path(__file__).resolve().parents[2]))

from bot.sandbox.serving import serve

if __name__ == "__main__":
    serve(parent=int(sys.argv[1]))
