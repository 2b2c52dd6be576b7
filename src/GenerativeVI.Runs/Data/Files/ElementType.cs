namespace GenerativeVI.Data;

/// <summary>What the numbers of a file are, as idx and npy files name them.</summary>
public enum ElementType
{
    /// <summary>Whole numbers 0..255, one byte each: the usual pixel.</summary>
    UInt8,

    /// <summary>Whole numbers −128..127, one byte each.</summary>
    Int8,

    /// <summary>False or true, one byte each, 0 or 1.</summary>
    Boolean,

    /// <summary>Whole numbers of two bytes.</summary>
    Int16,

    /// <summary>Whole numbers of four bytes.</summary>
    Int32,

    /// <summary>Whole numbers of eight bytes: NumPy's default for labels.</summary>
    Int64,

    /// <summary>IEEE 754 numbers of four bytes.</summary>
    Float32,

    /// <summary>IEEE 754 numbers of eight bytes.</summary>
    Float64,

    /// <summary>Whole numbers of two bytes from 0: scans and depth images.</summary>
    UInt16,

    /// <summary>Whole numbers of four bytes from 0.</summary>
    UInt32,

    /// <summary>Whole numbers of eight bytes from 0.</summary>
    UInt64,

    /// <summary>IEEE 754 numbers of two bytes.</summary>
    Float16,
}
