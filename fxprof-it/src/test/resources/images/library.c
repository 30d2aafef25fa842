/* What another library imports, by name and by number. */
int by_number(int x)
{
    return x + 1;
}

__declspec(dllexport) int by_name(int x)
{
    return x * 3;
}

__declspec(dllexport) int value = 42;
