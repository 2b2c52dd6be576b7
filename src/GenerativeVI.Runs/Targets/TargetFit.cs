using GenerativeVI.Data;
using GenerativeVI.Objectives;
using GenerativeVI.Tensors;
using GenerativeVI.Training;

namespace GenerativeVI;

/// <summary>Fits a posterior to a density known but for its integral.</summary>
public static class TargetFit
{
    private const int StepsAnEpoch = 100;

    /// <summary>One fit, in float64.</summary>
    /// <param name="target">log p̃, from [..., D] to [...]; differentiable.</param>
    /// <param name="dimension">D.</param>
    /// <param name="settings">How.</param>
    /// <param name="progress">Receives the share done, 0 … 1.</param>
    /// <param name="cancellation">Ends it; nothing is kept.</param>
    /// <returns>The posterior; the caller owns it.</returns>
    /// <exception cref="ArgumentException">A setting is out of range, or means nothing for this target.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    /// <exception cref="NonFiniteException">A bound or a gradient was no number.</exception>
    public static FittedTarget Run(Func<Tensor, Tensor> target, long dimension, TargetSettings settings, IProgress<double>? progress = null, CancellationToken cancellation = default)
    {
        settings.Validate(dimension);
        var (random, warm) = (new RandomStream(settings.Seed), settings.WarmUp * settings.Steps / StepsAnEpoch);
        var heat = 1.0;
        double? clamped = null;
        var parts = TargetParts.Of(z => heat == 1 ? target(z) : target(z) * heat, dimension, settings, random.Split("weights"));
        var module = (nn.Module)parts.Trained;
        if (parts.Direct is { } direct)
        {
            try
            {
                direct(random.Split("training"), Before, cancellation);
            }
            catch
            {
                module.Dispose();
                throw;
            }
            return Fitted();
        }
        var (elbo, limits) = (new Elbo(settings.Draws), new GradientLimits(Norm: MostNorm));
        var objective = parts.Objective ?? (step => elbo.Evaluate(parts.Trained, step.Batch, step.Random));
        var aside = parts.Other?.Parameters.ToHashSet(ReferenceEqualityComparer.Instance) ?? [];
        using var optimizer = new OnePassAdam(module.parameters().Where(parameter => !aside.Contains(parameter)), settings.FirstRate);
        using var other = parts.Other?.Make(random);
        List<Phase> phases = [new("fit", optimizer, Warmed, LearningRate: settings.Rate(), Limits: limits)];
        if (parts.Other is { } second) phases.Add(new("ratio", other!, second.Objective, second.Steps, second.Rate));

        // There are no data: an epoch is a hundred steps, each on a row that nobody looks at.
        using var rows = new TensorData(zeros(StepsAnEpoch, 1, dtype: ScalarType.Float64));
        var plan = new TrainingPlan { Epochs = (settings.Steps + StepsAnEpoch - 1) / StepsAnEpoch, MaximumSteps = settings.Steps };
        using (var trainer = new Trainer(module, phases, new DataLoader(rows, 1), random.Split("training"), plan))
        {
            trainer.EpochFinished += epoch =>
            {
                clamped = epoch.Clamped;
                progress?.Report(Math.Min(1, (double)epoch.Epoch * StepsAnEpoch / settings.Steps));
            };
            try
            {
                trainer.Run(cancellation: cancellation);
            }
            catch
            {
                module.Dispose();
                throw;
            }
        }
        return Fitted();

        FittedTarget Fitted()
        {
            heat = 1;
            module.eval();
            return new FittedTarget(parts, dimension, settings, clamped);
        }

        Bound Warmed(TrainingStep step)
        {
            heat = Heat(step.Epoch);
            return objective(step);
        }

        void Before(int step)
        {
            heat = Heat((double)step / StepsAnEpoch);
            progress?.Report((step + 1.0) / settings.Steps);
        }

        double Heat(double epoch) => epoch >= warm ? 1 : Coldest + (1 - Coldest) * epoch / warm;
    }

    private const double Coldest = 0.05, MostNorm = 100;
}
