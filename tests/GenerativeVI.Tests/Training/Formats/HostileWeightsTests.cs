using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using GenerativeVI.Data;
using GenerativeVI.Formats;
using GenerativeVI.Tests.Data;
using GenerativeVI.Tests.Statistics;

namespace GenerativeVI.Tests.Training.Formats;

/// <summary>Ten thousand damaged files a format, from a fixed seed: each is read or refused in one sentence, in no time and in no more memory than the file
/// justifies.</summary>
public sealed partial class HostileWeightsTests : IDisposable
{
    private const long MostManaged = 64 << 20, MostMapped = 512 << 20;
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(2);
    private static readonly string[] HostileNumbers =
        ["-1", "0", "1", "4294967296", "9223372036854775807", "18446744073709551616", "1e9", "2305843009213693952"];

    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("safetensors")]
    [InlineData("pytorch")]
    [InlineData("torchsharp")]
    public void Readers_SurviveAnything(string format)
    {
        var trials = Effort.Draws(10_000, 500);
        var random = new Random(2718);
        var (refused, mapped) = (0, Mapped());
        for (var trial = 0; trial < trials; trial++)
        {
            var bytes = Mutant(format, random);
            var path = folder.Write($"weights.{(format == "safetensors" ? format : "bin")}", bytes);
            var before = GC.GetAllocatedBytesForCurrentThread();
            // A hang repeats; a moment in which the machine did something else does not.
            if (Time(() => refused += Refuses(path) ? 1 : 0) > Longest) Assert.True(Time(() => Refuses(path)) < Longest, $"trial {trial} takes too long");
            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, bytes.Length + MostManaged);
        }
        // Most mutants are no longer whole; and what their headers claim would not fit below this bound, touched or not.
        Assert.True(refused > trials / 4, $"only {refused} of {trials} were refused");
        Assert.InRange(Mapped() - mapped, 0, MostMapped);
    }

    private static bool Refuses(string path)
    {
        using var scope = NewDisposeScope();
        try
        {
            // Whatever is accepted can be read from its first element to its last.
            foreach (var tensor in Read(path).Values.Where(tensor => tensor.numel() is > 0 and < 1 << 20)) tensor.contiguous();
            return false;
        }
        catch (DataException e)
        {
            Assert.StartsWith(path, e.Message, StringComparison.Ordinal);
            Assert.EndsWith(".", e.Message, StringComparison.Ordinal);
            Assert.DoesNotContain('\n', e.Message);
            Assert.InRange(e.Message.Length, path.Length, path.Length + 2000);
            return true;
        }
    }

    private static IReadOnlyDictionary<string, Tensor> Read(string path)
    {
        if (path.EndsWith(".safetensors", StringComparison.Ordinal)) return SafeTensors.Load(path);
        if (File.ReadAllBytes(path) is [(byte)'P', (byte)'K', ..]) return PyTorchFile.Load(path);
        // Through the door that chooses by content, as a module without weights asks it.
        using var nothing = nn.Identity();
        Weights.Load(nothing, path);
        return new Dictionary<string, Tensor>();
    }

    private static byte[] Mutant(string format, Random random) => format switch
    {
        "safetensors" when random.Next(2) == 0 =>
            WithHeader(Digits().Replace(Header, digits => random.Next(6) == 0 ? random.GetItems(HostileNumbers, 1)[0] : digits.Value)),
        "safetensors" => Mutated(WithHeader(Header), random),
        // In the pickle, so that the archive stays whole and the unpickler is reached; or anywhere.
        "pytorch" when random.Next(2) == 0 => PickleWriter.Archive(Mutated(Pickle, random), Storage, Storage),
        "pytorch" => Mutated(PickleWriter.Archive(Pickle, Storage, Storage), random),
        _ => Mutated(TorchSharp, random),
    };

    private const string Header = """
        {"__metadata__":{"format":"pt"},"a":{"dtype":"F32","shape":[2,3],"data_offsets":[0,24]},
        "b":{"dtype":"I64","shape":[1],"data_offsets":[24,32]},"c":{"dtype":"BOOL","shape":[0],"data_offsets":[32,32]}}
        """;

    private static byte[] WithHeader(string header) => [.. BitConverter.GetBytes((long)header.Length), .. Encoding.ASCII.GetBytes(header), .. new byte[32]];

    private static readonly byte[] Storage = new byte[24];

    private static readonly byte[] Pickle = PickleWriter.Dictionary(p => p.Text("model")
        .Raw("}(").Text("a").Tensor("FloatStorage", "0", 6, 0, [2, 3], [3, 1]).Text("b").Tensor("LongStorage", "1", 3, 1, [2], [1])
        .Raw("u").Text("list").Raw("](K\x01NG").Raw(new string('\0', 8)).Raw("e").Text("more").Number(1L << 40));

    private static readonly byte[] TorchSharp = [2, 1, (byte)'a', 6, 2, 2, 3, .. new byte[24], 1, (byte)'b', 4, 1, 1, .. new byte[8]];

    private static byte[] Mutated(byte[] sound, Random random)
    {
        var bytes = sound.ToList();
        for (var change = random.Next(1, 4); change > 0 && bytes.Count > 0; change--)
        {
            var place = random.Next(bytes.Count);
            switch (random.Next(6))
            {
                case 0:
                    bytes[place] ^= (byte)(1 << random.Next(8));
                    break;
                case 1:
                    bytes[place] = 0xFF;
                    break;
                case 2:
                    bytes.RemoveRange(place, bytes.Count - place);
                    break;
                case 3:
                    bytes.Insert(place, (byte)random.Next(256));
                    break;
                case 4:
                    var length = Math.Min(8, bytes.Count - place);
                    for (var i = 0; i < length; i++) bytes[place + i] = (byte)(i < 7 ? 0xFF : 0x7F);
                    break;
                default:
                    bytes.InsertRange(place, bytes.GetRange(place, Math.Min(random.Next(1, 64), bytes.Count - place)));
                    break;
            }
        }
        return [.. bytes];
    }

    private static TimeSpan Time(Action action)
    {
        var clock = Stopwatch.StartNew();
        action();
        return clock.Elapsed;
    }

    /// <summary>The most memory that this process has ever asked for, where the system counts it.</summary>
    private static long Mapped() => !OperatingSystem.IsLinux() ? 0
        : long.Parse(Peak().Match(File.ReadAllText("/proc/self/status")).Groups[1].Value, CultureInfo.InvariantCulture) << 10;

    [GeneratedRegex(@"\d+")]
    private static partial Regex Digits();

    [GeneratedRegex(@"VmPeak:\s+(\d+) kB")]
    private static partial Regex Peak();
}
