"""The demonstration: a campaign of invented units, played through the real assistant up to this very moment."""
