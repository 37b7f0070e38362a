// The precompiled header needs one source file to hang from.
