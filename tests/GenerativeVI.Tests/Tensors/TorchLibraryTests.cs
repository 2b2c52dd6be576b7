using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;
using GenerativeVI.Tensors;
using GenerativeVI.Tests.Data;

namespace GenerativeVI.Tests.Tensors;

/// <summary>The one requirement of TorchSharp's library for Linux that is made weak, and all that must be left alone.</summary>
public sealed class TorchLibraryTests
{
    private const string Marker = "GLIBCXX_3.4.32";
    private const ushort Weak = 2;

    // Linux's library is in the package on every system.
    private static readonly byte[] Unmended = File.ReadAllBytes(Path.Combine(
        Path.GetDirectoryName(typeof(torch).Assembly.Location)!, "..", "..", "runtimes", "linux-x64", "native", "libLibTorchSharp.so"));

    [Fact]
    public void OneBit_IsChanged_OfTheMarkersOwnEntry()
    {
        var mended = TorchLibrary.Mend(Unmended);
        var at = Assert.Single(Enumerable.Range(0, Unmended.Length), i => mended[i] != Unmended[i]);
        Assert.Equal(Weak, mended[at] ^ Unmended[at]);
        // An entry begins with the hash of its name, the flags stand behind it (System V gABI's hash).
        Assert.Equal(Hash(Marker), BinaryPrimitives.ReadUInt32LittleEndian(mended.AsSpan(at - 4)));
    }

    [Fact]
    public void TheRequiredVersion_IsTheOneThatTorchSharpIsBuiltFor() => Assert.StartsWith(TorchLibrary.RequiredVersion + ".", torch.__version__, StringComparison.Ordinal);

    [Fact]
    public void AMendedCopy_Loads()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "it is Linux's library");
        TorchLibrary.Load();
        using var folder = new TempFolder();
        var library = NativeLibrary.Load(folder.Write("mended.so", TorchLibrary.Mend(Unmended)));
        Assert.True(NativeLibrary.TryGetExport(library, "THSTensor_ndimension", out _));
        NativeLibrary.Free(library);
    }

    [Fact]
    public void AnotherVersionThatIsNotThere_StillKeepsItFromLoading()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "it is Linux's library");
        TorchLibrary.Load();
        using var folder = new TempFolder();
        var file = folder.Write("newer.so", TorchLibrary.Mend(Renamed("GLIBCXX_3.4.30", "GLIBCXX_9.9.99")));
        Assert.Contains("GLIBCXX_9.9.99", Assert.Throws<DllNotFoundException>(() => NativeLibrary.Load(file)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ALibraryThatDoesNotAskForTheMarker_IsRefused() => AssertRefused(Renamed(Marker, "GLIBCXX_3.4.99"), Marker);

    [Fact]
    public void AnotherSymbolOfThatVersion_IsRefused()
    {
        var (changed, versions, index) = (Unmended.ToArray(), Symbols(), MarkersIndex());
        var other = Enumerable.Range(2, 200).First(i => BinaryPrimitives.ReadUInt16LittleEndian(changed.AsSpan(versions + (2 * i))) is > 1 and var own && own != index);
        BinaryPrimitives.WriteUInt16LittleEndian(changed.AsSpan(versions + (2 * other)), index);
        AssertRefused(changed, "alone");
    }

    [Fact]
    public void ARelocationOfTheMarker_IsRefused()
    {
        var (changed, versions, index) = (Unmended.ToArray(), Symbols(), MarkersIndex());
        var marker = Enumerable.Range(0, 10_000).First(i => BinaryPrimitives.ReadUInt16LittleEndian(changed.AsSpan(versions + (2 * i))) == index);
        BinaryPrimitives.WriteInt32LittleEndian(changed.AsSpan((int)Section(4).Offset + 12), marker);
        AssertRefused(changed, "refers to");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(63)]
    [InlineData(64)]
    [InlineData(5000)]
    [InlineData(1 << 20)]
    public void AFileCutShort_IsRefused(int length) => AssertRefused(Unmended[..length], "");

    [Fact]
    public void AnotherKindOfFile_IsRefused()
    {
        AssertRefused(Encoding.ASCII.GetBytes("#!/bin/sh\n" + new string(' ', 100)), "ELF");
        var bits32 = Unmended.ToArray();
        bits32[4] = 1;
        AssertRefused(bits32, "ELF");
    }

    /// <summary>Whatever is wrong with it, it is refused in a sentence, or differs by the one bit.</summary>
    [Fact]
    public void AnyDamage_IsRefusedOrMendedByOneBit()
    {
        var random = new Random(1);
        for (var i = 0; i < 300; i++)
        {
            var damaged = Unmended.ToArray();
            // Most of the file is code that is not read; its tables are.
            var (offset, size) = i % 3 == 0 ? (0L, 64L) : Section(new uint[] { 0x6ffffffe, 0x6fffffff, 4, 0 }[i % 4]);
            for (var j = 0; j < 3; j++) damaged[offset + random.NextInt64(Math.Max(1, size))] = (byte)random.Next(256);
            try
            {
                var mended = TorchLibrary.Mend(damaged);
                Assert.True(damaged.Zip(mended).Count(pair => pair.First != pair.Second) <= 1);
            }
            catch (InvalidDataException)
            {
            }
        }
    }

    private static void AssertRefused(byte[] library, string word)
    {
        var before = library.ToArray();
        Assert.Contains(word, Assert.Throws<InvalidDataException>(() => TorchLibrary.Mend(library)).Message, StringComparison.Ordinal);
        Assert.Equal(before, library);
    }

    // The name in the string table and the hash beside each use of it.
    private static byte[] Renamed(string from, string to)
    {
        var changed = Unmended.ToArray();
        var at = changed.AsSpan().IndexOf(Encoding.ASCII.GetBytes($"\0{from}\0")) + 1;
        Encoding.ASCII.GetBytes(to).CopyTo(changed, at);
        var (needs, size) = Section(0x6ffffffe);
        Span<byte> old = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(old, Hash(from));
        var entry = changed.AsSpan((int)needs, (int)size).IndexOf(old);
        BinaryPrimitives.WriteUInt32LittleEndian(changed.AsSpan((int)needs + entry), Hash(to));
        return changed;
    }

    private static int Symbols() => (int)Section(0x6fffffff).Offset;

    private static ushort MarkersIndex()
    {
        var (needs, size) = Section(0x6ffffffe);
        Span<byte> hash = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(hash, Hash(Marker));
        return BinaryPrimitives.ReadUInt16LittleEndian(Unmended.AsSpan((int)needs + Unmended.AsSpan((int)needs, (int)size).IndexOf(hash) + 6));
    }

    private static (long Offset, long Size) Section(uint type)
    {
        var start = BinaryPrimitives.ReadInt64LittleEndian(Unmended.AsSpan(40));
        for (var i = 0; ; i++)
        {
            var header = Unmended.AsSpan((int)start + (64 * i), 64);
            if (BinaryPrimitives.ReadUInt32LittleEndian(header[4..]) == type)
                return (BinaryPrimitives.ReadInt64LittleEndian(header[24..]), BinaryPrimitives.ReadInt64LittleEndian(header[32..]));
        }
    }

    private static uint Hash(string name)
    {
        var hash = 0u;
        foreach (var c in name)
        {
            hash = (hash << 4) + c;
            var high = hash & 0xf0000000;
            hash = (hash ^ (high >> 24)) & ~high;
        }
        return hash;
    }
}
