using GenerativeVI.Data;
using GenerativeVI.Models;
using GenerativeVI.Targets;
using GenerativeVI.Tensors;

namespace GenerativeVI;

/// <summary>Targets by name: posteriors of posteriordb with its draws, regressions and processes of tables, and
/// toys.</summary>
public static class NamedTargets
{
    // Of the three published sizes 40 × 40 cells cost 16 times as much, and show no more.
    private const int Cells = 10;
    private const double Freedom = 5;

    /// <summary>All of them.</summary>
    public static IReadOnlyList<NamedTarget> All { get; } =
    [
        Database("arK", "arK-arK", data =>
        {
            var (lags, series) = ((int)PosteriorDatabase.Number(data, "K"), PosteriorDatabase.Numbers(data, "y"));
            var rows = series.Skip(lags).Select((_, i) => (double[])[1, .. Enumerable.Range(1, lags)
                .Select(lag => series[i + lags - lag])]);
            return new LinearRegressionTarget(
                "arK", Matrix([.. rows]), tensor(series[lags..]), 10, ScalePrior.HalfCauchy(2.5),
                    $"autoregression of order {lags}",
                ["alpha", .. Enumerable.Range(1, lags).Select(lag => $"beta[{lag}]")]);
        }),
        Database("arma11", "arma-arma11", data =>
            new MovingAverageTarget(tensor(PosteriorDatabase.Numbers(data, "y")))),
        Database("eight-schools", "eight_schools-eight_schools_noncentered", data =>
            new EightSchoolsTarget(PosteriorDatabase.Numbers(data, "y"), PosteriorDatabase.Numbers(data, "sigma"))),
        Database("gp-poisson", "gp_pois_regr-gp_pois_regr", data =>
            new PoissonProcessTarget(PosteriorDatabase.Numbers(data, "x"), PosteriorDatabase.Numbers(data, "k"))),
        Database("kidiq", "kidiq-kidscore_interaction", data =>
        {
            var (school, iq) = (PosteriorDatabase.Numbers(data, "mom_hs"), PosteriorDatabase.Numbers(data, "mom_iq"));
            return new LinearRegressionTarget(
                "kidiq", Matrix([.. school.Zip(iq, (s, q) => (double[])[1, s, q, s * q])]),
                    tensor(PosteriorDatabase.Numbers(data, "kid_score")), null,
                ScalePrior.HalfCauchy(2.5), "scores of children by school, score of the mother and both");
        }),
        Database("mixture-model", "low_dim_gauss_mix-low_dim_gauss_mix", data =>
            new MixtureModelTarget(tensor(PosteriorDatabase.Numbers(data, "y")))),
        Database("nes1980", "nes1980-nes", data =>
        {
            double[] Of(string name) => PosteriorDatabase.Numbers(data, name);
            var age = Of("age_discrete");
            double[][] columns =
            [
                [.. age.Select(_ => 1.0)], Of("real_ideo"), Of("race_adj"), .. Enumerable.Range(2, 3)
                    .Select(group => age.Select(a => a == group ? 1.0 : 0.0).ToArray()),
                Of("educ1"), Of("gender"), Of("income"),
            ];
            return new LinearRegressionTarget(
                "nes1980", Matrix(columns).t(), tensor(Of("partyid7")), null, ScalePrior.Flat,
                    "party by ideology, race, age, education, sex and income");
        }),
        Database("sblrc", "sblrc-blr", data => new LinearRegressionTarget(
            "sblrc", Matrix(PosteriorDatabase.Rows(data, "X")), tensor(PosteriorDatabase.Numbers(data, "y")), 10,
                ScalePrior.HalfNormal(10))),
        new("sonar", ["classification/sonar.csv"])
        {
            Make = files => Logistic("sonar", files[0], label: 60, first: 0, count: 60, centred: true, scale: 1),
        },
        new("german-credit", ["classification/german.data-numeric"])
        {
            Make = files => Logistic("german-credit", files[0], label: 24, first: 0, count: 24, centred: false,
                scale: 10),
        },
        new("breast-cancer", ["classification/breast_cancer.data"])
        {
            Make = files => Logistic("breast-cancer", files[0], label: 1, first: 2, count: 30, centred: true,
                scale: 10),
        },
        new("waveform", ["sivi_blr/csv/waveform_X_train.csv.gz", "sivi_blr/csv/waveform_y_train.csv.gz"])
        {
            Make = files => new LogisticTarget("waveform", Cellular(files[0]),
                Cellular(files[1]).flatten().to_type(ScalarType.Int64), 10),
        },
        new("seeds", ["classification/seeds_table.csv"])
        {
            Make = files =>
            {
                var rows = Cellular(files[0], header: true);
                double[] Of(int column) => rows.select(1, column).contiguous().data<double>().ToArray();
                var (x1, x2) = (Of(2), Of(3));
                return new RandomEffectsTarget(Of(0), Of(1),
                    Matrix([.. x1.Zip(x2, (a, b) => (double[])[1, a, b, a * b])]));
            },
        },
        new("pines", ["classification/pines.csv"]) { Make = files =>
            new CoxProcessTarget(Cellular(files[0], header: true), Cells) },
        Alone("brownian", () => new BrownianTarget()),
        Alone("diffusion", () => new DiffusionTarget(DiffusionTarget.Simulate(new RandomStream(0)).Seen)),
        Alone("funnel", () => new FunnelTarget()),
        Alone("banana", () => new BananaTarget()),
        .. new[] { "ring", "x-shape", "multimodal" }.Select(name => Alone(name, () => Planar(name))),
        .. new[] { 2, 10, 50 }.Select(dimension =>
            Alone($"gaussian-mixture-{dimension}", () => new ScatteredMixtureTarget(dimension))),
        .. new[] { 2, 10, 50 }.Select(dimension =>
            Alone($"student-mixture-{dimension}", () => new ScatteredMixtureTarget(dimension, freedom: Freedom))),
    ];

    /// <summary>The target of a name.</summary>
    /// <param name="name">As <see cref="NamedTarget.Name"/> says.</param>
    /// <exception cref="ArgumentException">There is none; the message names all.</exception>
    public static NamedTarget Named(string name) => All.FirstOrDefault(target => target.Name == name)
        ?? throw new ArgumentException(
            $"target: {name} is not one of {string.Join(", ", All.Select(target => target.Name))}.", nameof(name));

    private static NamedTarget Database(string name, string folder, Func<System.Text.Json.JsonElement, Target> make) =>
        new(name, [$"posteriordb/{folder}/data.json"])
    {
        Reference = $"posteriordb/{folder}/draws.json.zip",
        Make = files =>
        {
            using var document = PosteriorDatabase.Read(files[0]);
            return make(document.RootElement);
        },
    };

    private static NamedTarget Alone(string name, Func<Target> make) => new(name, []) { Make = _ => make() };

    private static FunctionTarget Planar(string name)
    {
        var planar = PlanarTarget.Named(name);
        return new FunctionTarget(name, 2, planar.LogDensity, planar.LogIntegral());
    }

    private static LogisticTarget Logistic(string name, string file, int label, int first, int count, bool centred,
        double scale)
    {
        var rows = Cellular(file, header: name == "sonar");
        var (inputs, classes) = (rows.narrow(1, first, count), rows.select(1, label));
        if (centred) inputs = inputs - inputs.mean([0L]);
        inputs = inputs / inputs.std([0L], unbiased: false);
        return new LogisticTarget(name, LogisticRegression.WithBias(inputs),
            ((classes - classes.min()) / (classes.max() - classes.min())).to_type(ScalarType.Int64), scale);
    }

    // A table of numbers, float64 [N, columns].
    private static Tensor Cellular(string file, bool header = false)
    {
        var table = TableReader.Read(file, new TableOptions { Header = header, Numbers = NumberFormat.Point });
        return Matrix([.. table.Rows.Select((row, i) =>
            row.Select((cell, column) => double.TryParse(cell, System.Globalization.CultureInfo.InvariantCulture,
            out var number)
            ? number
            : throw new DataException($"{file}, line {table.Lines[i]}", $"a number in column {column + 1}",
                $"\"{cell}\"")).ToArray())]);
    }

    private static Tensor Matrix(double[][] rows) =>
        tensor(rows.SelectMany(row => row).ToArray(), [rows.Length, rows[0].Length]);
}
