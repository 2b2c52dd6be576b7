namespace GenerativeVI.Data;

/// <summary>
/// Reads NumPy's npy files, versions 1 to 3: the bytes 93 "NUMPY", a version, the length of a header, the header (a Python dictionary with <c>descr</c>,
/// <c>fortran_order</c> and <c>shape</c>), then the numbers. Either byte order, either order of axes; plain or gzip.
/// </summary>
/// <remarks>
/// Types: booleans, signed and unsigned whole numbers of 8 to 64 bits, floats of 16 to 64. Objects (pickles) are never
/// unpacked. Source: the format specification in NumPy's documentation (numpy.lib.format).
/// </remarks>
public static class NpyReader
{
    /// <summary>Reads one file.</summary>
    /// <param name="path">An npy file as <c>numpy.save</c> writes it.</param>
    /// <returns>Its numbers, row-major, and shape.</returns>
    /// <exception cref="DataException">The file is missing, unreadable, not npy, of another type, damaged, shorter or longer than its header says.</exception>
    public static NumericArray Read(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        using var file = DataFile.Open(path);
        return Read(file);
    }

    /// <summary>Reads an npy file from where a stream stands to its end.</summary>
    internal static NumericArray Read(DataFile file)
    {
        var header = NpyHeader.Read(file);
        var bytes = file.Take(NumericArray.BytesFor(header.Shape, header.Type, file.FilePath), "numbers");
        file.ExpectEnd();
        if (header.IsBigEndian == BitConverter.IsLittleEndian)
            NumericArray.ReverseEach(bytes, header.Type);
        if (header.IsColumnMajor)
            bytes = ColumnMajor.ToRowMajor(bytes, header.Shape, NumericArray.SizeOf(header.Type));
        return new NumericArray(file.FilePath, header.Type, bytes, header.Shape) { Fingerprint = file.Fingerprint };
    }
}
