// The simulation of one child's case that casework's tests use, compiled into this program too.
#include "casework/support.cpp"
