// One translation unit: libtorch's headers are the compile time, and are read once.
#include "tensor.cpp"
#include "call.cpp"
#include "autograd.cpp"
#include "archive.cpp"
