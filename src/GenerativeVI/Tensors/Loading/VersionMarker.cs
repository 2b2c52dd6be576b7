using System.Buffers.Binary;
using System.Text;

namespace GenerativeVI.Tensors;

/// <summary>
/// The requirement that GCC 13's <c>&lt;iostream&gt;</c> leaves in a library: version GLIBCXX_3.4.32 of libstdc++.so.6, for a symbol that nothing refers to. Read from the ELF file's sections
/// (System V gABI, chapter 4; Linux Standard Base, "Symbol Versioning"), every offset checked against the file's length.
/// </summary>
internal static class VersionMarker
{
    /// <summary>The version that the marker asks for.</summary>
    public const string Version = "GLIBCXX_3.4.32";

    private const string Provider = "libstdc++.so.6", Symbol = "_ZSt21ios_base_library_initv";
    private const uint Relocations = 4, SymbolVersions = 0x6fffffff, VersionNeeds = 0x6ffffffe;
    private const ushort Weak = 2;

    /// <summary>A copy in which the requirement is weak: the linker then passes over it where the version is not there.</summary>
    /// <exception cref="InvalidDataException">There is nothing to mend in this file, or more than the marker.</exception>
    public static byte[] MakeWeak(ReadOnlySpan<byte> file)
    {
        var sections = Sections(file);
        var (flags, index) = FindNeed(file, sections);
        var marker = OnlySymbolOf(file, sections, index);
        foreach (var section in sections.Where(section => section.Type == Relocations)) RefuseRelocations(file, section, marker);
        var mended = file.ToArray();
        BinaryPrimitives.WriteUInt16LittleEndian(mended.AsSpan(flags), (ushort)(UInt16(file, flags) | Weak));
        return mended;
    }

    private static Section[] Sections(ReadOnlySpan<byte> file)
    {
        if (file.Length < 64 || !file[..6].SequenceEqual("\u007fELF\u0002\u0001"u8)) throw new InvalidDataException("it is no 64-bit little-endian ELF file.");
        var (start, size, count) = (Int64(file, 40), UInt16(file, 58), UInt16(file, 60));
        if (size < 64) throw Damaged();
        var sections = new Section[count];
        for (var i = 0; i < count; i++)
        {
            var at = checked(start + ((long)i * size));
            sections[i] = new Section(UInt32(file, at + 4), Int64(file, at + 24), Int64(file, at + 32), UInt32(file, at + 40), UInt32(file, at + 44));
        }
        return sections;
    }

    // Where the flags of the requirement stand, and the number by which symbols refer to it.
    private static (int Flags, ushort Index) FindNeed(ReadOnlySpan<byte> file, Section[] sections)
    {
        var needs = Only(sections, VersionNeeds);
        var names = At(sections, needs.Link);
        List<(int Flags, ushort Index)> found = [];
        var provider = needs.Offset;
        for (var i = 0u; i < needs.Info; i++)
        {
            if (Name(file, names, UInt32(file, provider + 4)) == Provider)
            {
                var version = provider + UInt32(file, provider + 8);
                for (var j = UInt16(file, provider + 2); j > 0; j--)
                {
                    if (Name(file, names, UInt32(file, version + 8)) == Version) found.Add(((int)version + 4, UInt16(file, version + 6)));
                    version += UInt32(file, version + 12);
                }
            }
            provider += UInt32(file, provider + 12);
        }
        return found.Count == 1 ? found[0] : throw new InvalidDataException($"it does not ask {Provider} for {Version}, so that is not what keeps it from loading.");
    }

    private static long OnlySymbolOf(ReadOnlySpan<byte> file, Section[] sections, ushort index)
    {
        var versions = Only(sections, SymbolVersions);
        var symbols = At(sections, versions.Link);
        var names = At(sections, symbols.Link);
        const ushort hidden = 0x8000;
        const int symbolSize = 24;
        List<(long Number, string Name)> found = [];
        for (var i = 0L; i < versions.Size / 2; i++)
        {
            if ((UInt16(file, versions.Offset + (2 * i)) & ~hidden) == index)
                found.Add((i, Name(file, names, UInt32(file, symbols.Offset + (symbolSize * i)))));
        }
        return found is [(var number, Symbol)]
            ? number
            : throw new InvalidDataException($"it uses {Version} for {string.Join(", ", found.Select(symbol => symbol.Name))}, and not for the marker {Symbol} alone.");
    }

    private static void RefuseRelocations(ReadOnlySpan<byte> file, Section section, long marker)
    {
        const int size = 24;
        for (var at = section.Offset; at < section.Offset + section.Size; at += size)
            if (Int64(file, at + 8) >> 32 == marker) throw new InvalidDataException($"it refers to {Symbol}, which must then be there.");
    }

    private static Section Only(Section[] sections, uint type) =>
        sections.Where(section => section.Type == type).ToArray() is [var only] ? only : throw new InvalidDataException("it has no symbol versions.");

    private static Section At(Section[] sections, uint index) => index < sections.Length ? sections[index] : throw Damaged();

    private static string Name(ReadOnlySpan<byte> file, Section names, uint offset)
    {
        var at = names.Offset + offset;
        if (at < 0 || at >= file.Length) throw Damaged();
        var rest = file[(int)at..];
        var length = rest.IndexOf((byte)0);
        return length < 0 ? throw Damaged() : Encoding.ASCII.GetString(rest[..length]);
    }

    private static ushort UInt16(ReadOnlySpan<byte> file, long at) => BinaryPrimitives.ReadUInt16LittleEndian(Bytes(file, at, 2));

    private static uint UInt32(ReadOnlySpan<byte> file, long at) => BinaryPrimitives.ReadUInt32LittleEndian(Bytes(file, at, 4));

    private static long Int64(ReadOnlySpan<byte> file, long at) => BinaryPrimitives.ReadInt64LittleEndian(Bytes(file, at, 8));

    private static ReadOnlySpan<byte> Bytes(ReadOnlySpan<byte> file, long at, int count) =>
        at >= 0 && at <= file.Length - count ? file.Slice((int)at, count) : throw Damaged();

    private static InvalidDataException Damaged() => new("it is cut short or damaged.");

    // Of an ELF section header: what it holds, where, and what its link and info mean for that kind.
    private readonly record struct Section(uint Type, long Offset, long Size, uint Link, uint Info);
}
