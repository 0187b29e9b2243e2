"""The conversation and its words, pure: nothing here touches a disk, a network or a clock."""
