using GenerativeVI.Data;
using GenerativeVI.Networks;
using GenerativeVI.Tensors;
using GenerativeVI.Tests.Data;

namespace GenerativeVI.Tests.Tensors;

/// <summary>A service on a trained model answers a thousand malformed requests with a sentence each, and the next right one with a number.</summary>
public sealed class ServiceTests
{
    private const string Answers = "GENERATIVEVI_SERVICE_ANSWERS";
    private const int Requests = 1000;

    [Fact, Trait("Speed", "Slow")]
    public void AThousandMalformedRequests_AreAnsweredWithASentence()
    {
        using var folder = new TempFolder();
        var path = folder["answers.txt"];
        var (code, output) = ChildProcess.Run($"{typeof(ServiceTests).FullName}.{nameof(AnswerRequests)}", new Dictionary<string, string> { [Answers] = path });
        Assert.True(code == 0, output);
        var answers = File.ReadAllLines(path);
        Assert.Equal(Requests + 1, answers.Length);
        Assert.All(answers[..^1], answer => Assert.Matches("^(values|latents|label|labels|count|samples|random|image|rows)\\b.{10,}", answer));
        Assert.Equal("right", answers[^1]);
        Assert.True(answers.Distinct().Count() > 30, "the requests are hardly malformed in different ways");
    }

    /// <summary>Rows of other types and shapes that mean the same are the same request.</summary>
    [Fact]
    public void ARowOfAnotherType_IsConverted()
    {
        using var model = Model(false);
        var rows = new RandomStream(2).Bernoulli(full(3, 12, value: 0.5f));
        var expected = model.Encode(rows);
        foreach (var other in (Tensor[])[rows.to_type(ScalarType.Float64), rows.to_type(ScalarType.Byte), rows.to_type(ScalarType.Int64), rows.reshape(3, 3, 4), rows.to_type(ScalarType.Bool)])
            Assert.True(expected.allclose(model.Encode(other)), $"{other.dtype}");
        Assert.Equal(ScalarType.Float32, model.Decode(expected.to_type(ScalarType.Float64)).dtype);
    }

    [Fact(Explicit = true)]
    public void AnswerRequests()
    {
        using var file = new StreamWriter(Environment.GetEnvironmentVariable(Answers)!);
        using var plain = Model(false);
        using var told = Model(true);
        var random = new Random(1);
        for (var i = 0; i < Requests; i++)
        {
            using var scope = NewDisposeScope();
            var model = random.Next(2) == 0 ? plain : told;
            var exception = Record.Exception(() => Malformed(model, random));
            file.WriteLine(exception is ArgumentException ? exception.Message.ReplaceLineEndings(" ") : $"no sentence: {exception?.GetType().Name ?? "an answer"} {exception?.Message}");
        }
        file.WriteLine(plain.Encode(zeros(1, 12)).isfinite().all().item<bool>() ? "right" : "wrong");
    }

    private static void Malformed(TrainedModel model, Random random)
    {
        var (rows, stream) = (1 + random.Next(5), new RandomStream(random.Next()));
        Tensor? right = model.Classes == 0 ? null : zeros(rows, dtype: ScalarType.Int64);
        var wrong = Wrong(random, rows, 12);
        switch (random.Next(model.Classes == 0 ? 6 : 8))
        {
            case 0: model.Encode(wrong!, right); break;
            case 1: model.EncodeScale(wrong!, right); break;
            case 2: model.Reconstruct(wrong!, right); break;
            case 3: model.LogLikelihood(wrong!, 2, stream, right); break;
            case 4: model.Decode(Wrong(random, rows, (int)model.Latent)!, right); break;
            case 5: model.Sample(-random.Next(3), stream); break;
            case 6: model.Encode(zeros(rows, 12), WrongLabels(random, rows)); break;
            default: model.Decode(zeros(rows, model.Latent), WrongLabels(random, rows)); break;
        }
    }

    private static Tensor? Wrong(Random random, int rows, int length)
    {
        switch (random.Next(9))
        {
            case 0: return null;
            case 1: return zeros(rows, length + 1 + random.Next(9), dtype: random.Next(2) == 0 ? ScalarType.Float64 : ScalarType.Float32);
            case 2: return zeros(length + 1, dtype: ScalarType.Int64);
            case 3: return full(rows, length, value: random.Next(2) == 0 ? float.NaN : float.PositiveInfinity);
            case 4: return zeros(rows, length, dtype: ScalarType.ComplexFloat32);
            case 5: return zeros([]);
            case 6: return zeros(rows, length).to_sparse();
            case 7: return zeros(rows, length, 1 + random.Next(3) + length);
            default:
                var gone = zeros(rows, length);
                gone.Dispose();
                return gone;
        }
    }

    private static Tensor? WrongLabels(Random random, int rows) => random.Next(6) switch
    {
        0 => null,
        1 => zeros(rows),
        2 => zeros(rows + 1, dtype: ScalarType.Int64),
        3 => full(rows, 9, dtype: ScalarType.Int64),
        4 => full(rows, -1, dtype: ScalarType.Int32),
        _ => zeros(rows, 1, dtype: ScalarType.Int64),
    };

    private static TrainedModel Model(bool told)
    {
        var settings = new RunSettings { Model = new ModelSettings { Latent = 3, Labels = told, Networks = new() { Hidden = [8], Activation = Activation.Tanh } } };
        using var data = new TensorData(zeros(6, 12), told ? arange(6) % 3 : null, [3, 4]);
        return new TrainedModel(Recipes.Compose(settings, DataDescription.Of(data), new RandomStream(1)), [3, 4]);
    }
}
