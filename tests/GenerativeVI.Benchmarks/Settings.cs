using System.Globalization;

namespace GenerativeVI.Benchmarks;

/// <summary>How long to run, on how many threads, on which data, and where files go.</summary>
internal sealed record Settings(string Data = "data", int Threads = 1, int Steps = 600, int WarmUp = 50, string Out = "runs/same-model", int Epochs = 20, string Precision = "full", int Batch = 100, int Samples = 50, bool Avx512 = false)
{
    public static Settings Parse(ReadOnlySpan<string> words)
    {
        var settings = new Settings();
        for (; words.Length >= 2; words = words[2..])
            settings = words[0] switch
            {
                "--data" => settings with { Data = words[1] },
                "--out" => settings with { Out = words[1] },
                "--threads" => settings with { Threads = Number(words[1]) },
                "--steps" => settings with { Steps = Number(words[1]) },
                "--epochs" => settings with { Epochs = Number(words[1]) },
                "--batch" => settings with { Batch = Number(words[1]) },
                "--samples" => settings with { Samples = Number(words[1]) },
                "--precision" => settings with { Precision = words[1] },
                "--products" => settings with { Avx512 = words[1] switch { "avx512" => true, "default" => false, _ => throw new ArgumentException($"--products: expected default or avx512, got {words[1]}.") } },
                "--warm-up" => settings with { WarmUp = Number(words[1]) },
                _ => throw new ArgumentException($"{words[0]}: no such option; there are --data, --out, --threads, --steps, --warm-up, --epochs, --batch, --samples, --precision and --products."),
            };
        return words.IsEmpty ? settings : throw new ArgumentException($"{words[0]}: a value is missing.");
    }

    private static int Number(string word) => int.Parse(word, CultureInfo.InvariantCulture);
}
