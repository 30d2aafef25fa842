/* A library that is looked up at the first call. */
__declspec(dllexport) int late(int x)
{
    return x - 1;
}
