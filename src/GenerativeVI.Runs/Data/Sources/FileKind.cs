namespace GenerativeVI.Data;

internal enum FileKind
{
    Idx,
    Npy,
    Npz,
    Csv,
}
