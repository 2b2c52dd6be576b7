namespace GenerativeVI.Data;

internal enum FileKind
{
    Idx,
    Npy,
    Csv,
}
