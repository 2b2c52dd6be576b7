namespace TorchSharp;

public static partial class torch
{
    public static partial class optim
    {
        public static partial class lr_scheduler
        {
            public static partial class impl
            {
                /// <summary>Up from the base to the largest rate and down again, over and over, the height scaled with the cycle or the iteration.</summary>
                public class CyclicLR : LRScheduler
                {
                    public enum Mode { Triangular, Triangular2, ExpRange }

                    public enum ScaleMode { Cycle, Iterations }

                    private readonly double[] largest, baseMomentum = [], largestMomentum = [];
                    private readonly double size, rising;
                    private readonly Func<double, double> scale;
                    private readonly ScaleMode scaleMode;
                    private readonly bool cycleMomentum;

                    public CyclicLR(Optimizer optimizer, double base_lr, double max_lr, int step_size_up = 2000, int step_size_down = -1,
                        Mode mode = Mode.Triangular, double gamma = 1.0,
                        Func<double, double>? scale_fn = null, ScaleMode scale_mode = ScaleMode.Cycle, bool cycle_momentum = true,
                            double base_momentum = 0.8, double max_momentum = 0.9,
                        int last_epoch = -1, bool verbose = false)
                        : this(optimizer, For(optimizer, base_lr), For(optimizer, max_lr), step_size_up, step_size_down, mode, gamma, scale_fn,
                            scale_mode, cycle_momentum,
                            For(optimizer, base_momentum), For(optimizer, max_momentum), last_epoch, verbose) { }

                    public CyclicLR(Optimizer optimizer, IEnumerable<double> base_lr, IEnumerable<double> max_lr, int step_size_up = 2000,
                        int step_size_down = -1, Mode mode = Mode.Triangular,
                        double gamma = 1.0, Func<double, double>? scale_fn = null, ScaleMode scale_mode = ScaleMode.Cycle, bool cycle_momentum = true,
                        IEnumerable<double>? base_momentum = null, IEnumerable<double>? max_momentum = null, int last_epoch = -1, bool verbose = false)
                            : base(optimizer, last_epoch, verbose)
                    {
                        size = step_size_up + (step_size_down < 0 ? step_size_up : step_size_down);
                        rising = step_size_up / size;
                        (_base_lrs, largest, scaleMode, cycleMomentum) = ([.. base_lr], [.. max_lr], scale_fn is null ? ScaleMode.Cycle : scale_mode,
                            cycle_momentum);
                        scale = scale_fn ?? (mode switch
                        {
                            Mode.Triangular2 => cycle => 1 / Math.Pow(2, cycle - 1),
                            Mode.ExpRange => cycle => Math.Pow(gamma, cycle),
                            _ => _ => 1,
                        });
                        if (cycle_momentum)
                        {
                            if (optimizer is not IMomentum)
                                throw new ArgumentException("CyclicLR: the optimizer has no momentum to cycle; give cycle_momentum: false.");
                            baseMomentum = [.. base_momentum ?? For(optimizer, 0.8)];
                            largestMomentum = [.. max_momentum ?? For(optimizer, 0.9)];
                        }
                        step();
                    }

                    protected override IEnumerable<double> get_lr()
                    {
                        var cycle = Math.Floor(1 + _last_epoch / size);
                        var position = 1 + _last_epoch / size - cycle;
                        var height = position <= rising ? position / rising : (position - 1) / (rising - 1);
                        height *= scale(scaleMode == ScaleMode.Cycle ? cycle : _last_epoch);
                        if (cycleMomentum)
                            foreach (var (index, group) in Groups.Index())
                                ((IMomentum)group).Momentum = largestMomentum[index] - (largestMomentum[index] - baseMomentum[index]) * height;
                        return _base_lrs.Zip(largest, (low, high) => low + (high - low) * height);
                    }
                }

                /// <summary>Once up to the largest rate and down to almost nothing, the momentum the other way round.</summary>
                public class OneCycleLR : LRScheduler
                {
                    public enum AnnealStrategy { Cos, Linear }

                    // Until its last step a phase goes from one level of (rate, momentum) to another.
                    private readonly record struct Phase(double End, Func<int, (double, double)> From, Func<int, (double, double)> To);

                    private readonly Phase[] phases;
                    private readonly int total;
                    private readonly bool cycleMomentum;
                    private readonly AnnealStrategy strategy;

                    public OneCycleLR(Optimizer optimizer, double max_lr, int total_steps = -1, int epochs = -1, int steps_per_epoch = -1,
                        double pct_start = 0.3,
                        AnnealStrategy anneal_strategy = AnnealStrategy.Cos, bool cycle_momentum = true, double base_momentum = 0.85,
                            double max_momentum = 0.95, double div_factor = 25,
                        double final_div_factor = 1e4, bool three_phase = false, int last_epoch = -1, bool verbose = false)
                        : this(optimizer, For(optimizer, max_lr), total_steps, epochs, steps_per_epoch, pct_start, anneal_strategy, cycle_momentum,
                            For(optimizer, base_momentum),
                            For(optimizer, max_momentum), div_factor, final_div_factor, three_phase, last_epoch, verbose) { }

                    public OneCycleLR(Optimizer optimizer, IEnumerable<double> max_lr, int total_steps = -1, int epochs = -1, int steps_per_epoch = -1,
                        double pct_start = 0.3,
                        AnnealStrategy anneal_strategy = AnnealStrategy.Cos, bool cycle_momentum = true, IEnumerable<double>? base_momentum = null,
                            IEnumerable<double>? max_momentum = null,
                        double div_factor = 25, double final_div_factor = 1e4, bool three_phase = false, int last_epoch = -1, bool verbose = false)
                            : base(optimizer, last_epoch, verbose)
                    {
                        if (pct_start is < 0 or > 1) throw new ArgumentException($"OneCycleLR: pct_start is a share between 0 and 1, got {pct_start}.");
                        if (cycle_momentum && optimizer is not (IMomentum or IBetas))
                            throw new ArgumentException("OneCycleLR: the optimizer has no momentum to cycle; give cycle_momentum: false.");
                        total = total_steps != -1 ? total_steps : epochs * steps_per_epoch;
                        if (total <= 0 || total_steps == -1 && epochs <= 0)
                            throw new ArgumentException("OneCycleLR: give total_steps, or epochs and steps_per_epoch, above zero.");
                        (strategy, cycleMomentum) = (anneal_strategy, cycle_momentum);

                        double[] high = [.. max_lr], slow = [.. base_momentum ?? For(optimizer, 0.85)], fast = [.. max_momentum ?? For(optimizer, 0.95)];
                        (double, double) Start(int group) => (high[group] / div_factor, fast[group]);
                        (double, double) Peak(int group) => (high[group], slow[group]);
                        (double, double) Finish(int group) => (high[group] / div_factor / final_div_factor, fast[group]);
                        phases = three_phase
                            ? [new(pct_start * total - 1, Start, Peak), new(2 * pct_start * total - 2, Peak, Start), new(total - 1, Start, Finish)]
                            : [new(pct_start * total - 1, Start, Peak), new(total - 1, Peak, Finish)];
                        step();
                    }

                    protected override IEnumerable<double> get_lr()
                    {
                        if (_last_epoch > total) throw new InvalidOperationException($"OneCycleLR: step {_last_epoch + 1} of {total}.");
                        var index = Math.Min(phases.Count(phase => phase.End < _last_epoch), phases.Length - 1);
                        var start = index == 0 ? 0 : phases[index - 1].End;
                        var share = (_last_epoch - start) / (phases[index].End - start);
                        return Groups.Select((group, number) =>
                        {
                            var ((fromRate, fromMomentum), (toRate, toMomentum)) = (phases[index].From(number), phases[index].To(number));
                            if (cycleMomentum) SetMomentum(group, Anneal(fromMomentum, toMomentum, share));
                            return Anneal(fromRate, toRate, share);
                        });
                    }

                    private double Anneal(double from, double to, double share) =>
                        strategy == AnnealStrategy.Cos ? to + (from - to) / 2 * (1 + Math.Cos(Math.PI * share)) : from + (to - from) * share;

                    private static void SetMomentum(ILearningRateController group, double momentum)
                    {
                        if (group is IBetas betas) betas.Betas = (momentum, betas.Betas.Item2);
                        else ((IMomentum)group).Momentum = momentum;
                    }
                }

                /// <summary>Multiplies the rates by a factor when a metric has not become better for a while.</summary>
                public class ReduceLROnPlateau : LRScheduler
                {
                    private readonly double factor, threshold, eps;
                    private readonly int patience, cooldown;
                    private readonly bool smaller, relative;
                    private readonly double[] least;
                    private double best;
                    private int bad, resting;

                    public ReduceLROnPlateau(Optimizer optimizer, string mode = "min", double factor = 0.1, int patience = 10, double threshold = 1e-4,
                        string threshold_mode = "rel",
                        int cooldown = 0, IList<double>? min_lr = null, double eps = 1e-8, bool verbose = false) : base(optimizer, -1, verbose)
                    {
                        if (factor >= 1) throw new ArgumentException($"ReduceLROnPlateau: the factor must be below one, got {factor}.");
                        smaller = mode switch { "min" => true, "max" => false,
                            _ => throw new ArgumentException($"ReduceLROnPlateau: the mode is min or max, not '{mode}'.") };
                        relative = threshold_mode switch { "rel" => true, "abs" => false,
                            _ => throw new ArgumentException($"ReduceLROnPlateau: the threshold mode is rel or abs, not '{threshold_mode}'.") };
                        (this.factor, this.patience, this.threshold, this.cooldown, this.eps) = (factor, patience, threshold, cooldown, eps);
                        least = min_lr switch { null or { Count: 0 } => For(optimizer, 0), { Count: 1 } => For(optimizer, min_lr[0]), _ => [.. min_lr] };
                        best = smaller ? double.PositiveInfinity : double.NegativeInfinity;
                    }

                    public override void step() => throw NeedsMetric;
                    public override void step(int? epoch) => throw NeedsMetric;

                    public override void step(double current, int? epoch = null)
                    {
                        _last_epoch = epoch ?? _last_epoch + 1;
                        if (IsBetter(current)) (best, bad) = (current, 0);
                        else bad++;
                        if (resting > 0) (resting, bad) = (resting - 1, 0);
                        if (bad <= patience) return;
                        (resting, bad) = (cooldown, 0);
                        Apply([.. Rates.Zip(least, (rate, floor) => rate - Math.Max(rate * factor, floor) > eps ? Math.Max(rate * factor, floor) : rate)]);
                    }

                    private bool IsBetter(double value)
                    {
                        var margin = relative ? best * threshold : threshold;
                        return double.IsInfinity(best) ? smaller ? value < best : value > best : smaller ? value < best - margin : value > best + margin;
                    }

                    private static InvalidOperationException NeedsMetric => new("ReduceLROnPlateau needs the metric: call step(double).");
                }

                private static double[] For(Optimizer optimizer, double value) => [.. Enumerable.Repeat(value, optimizer.ParamGroups.Count())];
            }
        }
    }
}
