"""Write plux's index of entry points, which it reads at each start; run once when the plugin is installed.

Otherwise two LocalStacks that start at once could read each other's half-written index.
"""

from plux.runtime.cache import EntryPointsCache  # type: ignore[import-not-found]

if __name__ == "__main__":
    EntryPointsCache.instance().get_entry_points()
