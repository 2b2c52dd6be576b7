using GenerativeVI.Cli;

namespace GenerativeVI.Tests.Cli;

public class UsageTests
{
    [Theory]
    [InlineData("trian", "unknown command trian; did you mean train?")]
    [InlineData("frobnicate", "unknown command frobnicate; gvi --help")]
    [InlineData("train", "expected a method, such as gvi train vae")]
    [InlineData("train vae --epoch 3", "train vae: unknown option --epoch; did you mean --epochs?")]
    [InlineData("train vae --lantent 3", "did you mean --latent?")]
    [InlineData("train vae --frobnicate", "unknown option --frobnicate; gvi train vae --help")]
    [InlineData("train vae 3", "unexpected argument \"3\"")]
    [InlineData("train vae --epochs", "--epochs: a value is missing (N)")]
    [InlineData("train vae --epochs 3 --epochs 4", "--epochs: given more than once")]
    [InlineData("train vae --epochs three", "--epochs: expected a whole number, got \"three\"")]
    [InlineData("train vae --epochs 99999999999", "--epochs: expected a whole number")]
    [InlineData("train vae --lr fast", "--lr: expected a number, got \"fast\"")]
    [InlineData("train vae --hidden 200,x", "--hidden: expected widths with commas")]
    [InlineData("train vae --shape none", "--shape: expected whole numbers")]
    [InlineData("train vae --activation relo", "expected relu, tanh, softplus, silu or elu, got \"relo\"")]
    [InlineData("train vae --device gpu", "--device: expected auto, cpu or cuda, got \"gpu\"")]
    [InlineData("train vae --hidden 0", "hidden: expected widths of at least 1, got 0")]
    [InlineData("train vae --epochs 0", "epochs: expected at least 1, got 0")]
    [InlineData("train vae --threads 0", "threads: expected at least 1")]
    [InlineData("train vae --lr NaN", "learning rate")]
    [InlineData("train vae --likelihood gaussian --binarize static", "Gaussian likelihood of binarized images")]
    [InlineData("train vae --order 2", "--order: belongs to a Rényi bound; leave it out, or take --objective renyi.")]
    [InlineData("train vae --intervals 3", "--intervals: belongs to a thermodynamic objective")]
    [InlineData("train vae --codes 7", "--codes: belongs to a quantized posterior")]
    [InlineData("train vae --flow-steps 3", "--flow-steps: belongs to a flow posterior")]
    [InlineData("train planar --flow-bins 3", "--flow-bins: belongs to splines")]
    [InlineData("train iwae --mixing-samples 3", "--mixing-samples: belongs to a semi-implicit posterior")]
    [InlineData("train vae --bandwidth 2", "--bandwidth: belongs to a kernel regression")]
    [InlineData("train vae --levels 7", "--levels: belongs to a likelihood of grey levels")]
    [InlineData("train vae --warm-up-shape cyclic", "--warm-up-shape: there is no warm-up to have a shape")]
    [InlineData("evaluate", "evaluate: RUN is missing")]
    [InlineData("evaluate a b", "unexpected argument \"b\"")]
    [InlineData("evaluate a --samples 0", "--samples: expected at least 1, got 0")]
    [InlineData("sample a --count 0", "--count: expected at least 1, got 0")]
    [InlineData("data get mnits", "\"mnits\" is not a known set; did you mean mnist?")]
    public void AMistakeIsOneSentenceAndExitCode2(string line, string sentence) => Words.Of(line.Split(' ')).AssertRefused(CommandLine.Misused, sentence);

    [Fact]
    public void AMissingRunIsAFailureNotAMisuse() => Words.Of("evaluate", "/no/such/run").AssertRefused(CommandLine.Failed, "/no/such/run: not a run folder");

    [Fact]
    public void DebugShowsWhereAnErrorCameFrom() => Assert.Contains("   at GenerativeVI.", Words.Of("evaluate", "/no/such/run", "--debug").Error);

    [Fact]
    public void VersionIsOneLine() => Assert.Matches(@"^gvi \d+\.\d+\.\d+\S*\r?\n$", Words.Of("--version").Output);
}
