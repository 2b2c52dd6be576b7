namespace TorchSharp;

public static partial class torch
{
    public static partial class optim
    {
        public static partial class lr_scheduler
        {
            public static partial class impl
            {
                /// <summary>γ^⌊t / size⌋</summary>
                public class StepLR(Optimizer optimizer, int step_size, double gamma = 0.1, int last_epoch = -1, bool verbose = false)
                    : LRScheduler(optimizer, last_epoch, verbose, epoch => Math.Pow(gamma, epoch / step_size));

                /// <summary>γ to the number of milestones reached</summary>
                public class MultiStepLR(Optimizer optimizer, IList<int> milestones, double gamma = 0.1, int last_epoch = -1, bool verbose = false)
                    : LRScheduler(optimizer, last_epoch, verbose, epoch => Math.Pow(gamma, milestones.Count(milestone => milestone <= epoch)));

                /// <summary>γ^t</summary>
                public class ExponentialLR(Optimizer optimizer, double gamma = 0.1, int last_epoch = -1, bool verbose = false)
                    : LRScheduler(optimizer, last_epoch, verbose, epoch => Math.Pow(gamma, epoch));

                /// <summary>a constant factor before epoch T</summary>
                public class ConstantLR(Optimizer optimizer, double factor = 1.0 / 3, int total_iters = 5, int last_epoch = -1, bool verbose = false)
                    : LRScheduler(optimizer, last_epoch, verbose, epoch => epoch < total_iters ? factor : 1);

                /// <summary>from one factor to another in T epochs, in a straight line</summary>
                public class LinearLR(Optimizer optimizer, double start_factor = 1.0 / 3, double end_factor = 1.0, int total_iters = 5, int last_epoch = -1,
                    bool verbose = false)
                    : LRScheduler(optimizer, last_epoch, verbose, epoch => start_factor + (end_factor - start_factor) * Math.Min(epoch,
                        total_iters) / total_iters);

                /// <summary>(1 − t / T)^power, zero from epoch T on</summary>
                public class PolynomialLR(Optimizer optimizer, int total_iters = 5, double power = 1, int last_epoch = -1, bool verbose = false)
                    : LRScheduler(optimizer, last_epoch, verbose, epoch => Math.Pow(1 - Math.Min(epoch, total_iters) / (double)total_iters, power));

                /// <summary>the initial rate times a function of the epoch</summary>
                public class LambdaLR : LRScheduler
                {
                    private readonly Func<int, double>[] factors;

                    public LambdaLR(Optimizer optimizer, Func<int, double> lr_lambda, int last_epoch = -1, bool verbose = false)
                        : this(optimizer, Enumerable.Repeat(lr_lambda, optimizer.ParamGroups.Count()), last_epoch, verbose) { }

                    public LambdaLR(Optimizer optimizer, IEnumerable<Func<int, double>> lr_lambdas, int last_epoch = -1, bool verbose = false)
                        : base(optimizer, last_epoch, verbose)
                    {
                        factors = [.. lr_lambdas];
                        step();
                    }

                    protected override IEnumerable<double> get_lr() => _base_lrs.Zip(factors, (rate, factor) => rate * factor(_last_epoch));
                }

                /// <summary>the present rate times a function of the epoch</summary>
                public class MultiplicativeLR : LRScheduler
                {
                    private readonly Func<int, double>[] factors;

                    public MultiplicativeLR(Optimizer optimizer, Func<int, double> lr_lambda, int last_epoch = -1, bool verbose = false)
                        : this(optimizer, Enumerable.Repeat(lr_lambda, optimizer.ParamGroups.Count()), last_epoch, verbose) { }

                    public MultiplicativeLR(Optimizer optimizer, IEnumerable<Func<int, double>> lr_lambdas, int last_epoch = -1, bool verbose = false)
                        : base(optimizer, last_epoch, verbose)
                    {
                        factors = [.. lr_lambdas];
                        step();
                    }

                    protected override IEnumerable<double> get_lr() =>
                        _last_epoch > 0 ? Rates.Zip(factors, (rate, factor) => rate * factor(_last_epoch)) : Rates;
                }

                /// <summary>η_min + ½ (η₀ − η_min) (1 + cos(π t / T))</summary>
                public class CosineAnnealingLR : LRScheduler
                {
                    private readonly double period, least;

                    public CosineAnnealingLR(Optimizer optimizer, double T_max, double eta_min = 0, int last_epoch = -1, bool verbose = false)
                        : base(optimizer, last_epoch, verbose)
                    {
                        (period, least) = (T_max, eta_min);
                        step();
                    }

                    protected override IEnumerable<double> get_lr()
                    {
                        if (_last_epoch == 0) return Rates;
                        // Where the rate stood at its least there is no ratio to multiply by.
                        if ((_last_epoch - 1 - period) % (2 * period) == 0)
                            return Rates.Zip(_base_lrs, (rate, start) => rate + (start - least) * (1 - Math.Cos(Math.PI / period)) / 2);
                        var ratio = Height(_last_epoch) / Height(_last_epoch - 1);
                        return Rates.Select(rate => least + ratio * (rate - least));
                    }

                    protected override IEnumerable<double> get_closed_form_lr() =>
                        _base_lrs.Select(start => least + (start - least) * Height(_last_epoch) / 2);

                    private double Height(int epoch) => 1 + Math.Cos(Math.PI * epoch / period);
                }

                /// <summary>one schedule after the other, each from the milestone before it</summary>
                public class SequentialLR : LRScheduler
                {
                    private readonly LRScheduler[] schedules;
                    private readonly int[] milestones;

                    public SequentialLR(Optimizer optimizer, IEnumerable<LRScheduler> schedulers, IEnumerable<int> milestones, int last_epoch = -1)
                        : base(optimizer, last_epoch + 1, false)
                    {
                        (schedules, this.milestones) = ([.. schedulers], [.. milestones]);
                        if (schedules.Any(schedule => schedule._optimizer != optimizer))
                            throw new ArgumentException("SequentialLR: the schedules must be of the same optimizer.");
                        if (this.milestones.Length != schedules.Length - 1)
                            throw new ArgumentException($"SequentialLR: {schedules.Length} schedules need one milestone less, got {this.milestones.Length}.");
                        foreach (var group in Groups) group.LearningRate = group.InitialLearningRate;
                        foreach (var schedule in schedules) schedule._last_epoch--;
                        schedules[0].step();
                        _last_lrs = schedules[0]._last_lrs;
                    }

                    protected override IEnumerable<double> get_lr()
                    {
                        var index = milestones.Count(milestone => milestone <= _last_epoch);
                        if (index > 0 && milestones[index - 1] == _last_epoch) schedules[index].step(0);
                        else schedules[index].step();
                        return Rates;
                    }
                }

                /// <summary>all schedules at once</summary>
                public class ChainedLR(IEnumerable<LRScheduler> schedulers) : LRScheduler
                {
                    public override void step()
                    {
                        foreach (var schedule in schedulers) schedule.step();
                    }
                }
            }
        }
    }
}
