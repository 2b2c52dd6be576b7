namespace TorchSharp;

public static partial class torch
{
    public static partial class optim
    {
        public static partial class lr_scheduler
        {
            /// <summary>Sets the learning rates of an optimizer's groups. The constructor takes the first step, to epoch 0.</summary>
            public abstract class LRScheduler
            {
                internal Optimizer _optimizer = null!;
                internal int _last_epoch = -1;
                internal bool _verbose;
                internal double[] _base_lrs = [], _last_lrs = [];
                protected int _step_count;
                private readonly Func<int, double>? factor;

                protected LRScheduler() { }

                protected LRScheduler(Optimizer optimizer, int last_epoch = -1, bool verbose = false)
                {
                    ArgumentNullException.ThrowIfNull(optimizer);
                    (_optimizer, _last_epoch, _verbose) = (optimizer, last_epoch, verbose);
                    _base_lrs = [.. Groups.Select(group => group.InitialLearningRate)];
                    _last_lrs = [.. Rates];
                }

                /// <summary>
                /// A schedule that multiplies the initial rates by a factor of the epoch. A step multiplies the present rates by the ratio of two factors, so
                /// that several schedules can work on one optimizer; a step to a given epoch sets them.
                /// </summary>
                private protected LRScheduler(Optimizer optimizer, int last_epoch, bool verbose, Func<int, double> factor)
                    : this(optimizer, last_epoch, verbose)
                {
                    this.factor = factor;
                    step();
                }

                private protected List<ILearningRateController> Groups => [.. _optimizer.ParamGroups];
                private protected IEnumerable<double> Rates => _optimizer.ParamGroups.Select(group => group.LearningRate);

                public IEnumerable<double> get_last_lr() => _last_lrs;

                public virtual void step() => step(null);

                public virtual void step(int? epoch)
                {
                    _step_count++;
                    _last_epoch = epoch ?? _last_epoch + 1;
                    Apply([.. epoch is null ? get_lr() : get_closed_form_lr()]);
                }

                /// <summary>The value of a metric, which most schedules ignore.</summary>
                public virtual void step(double current, int? epoch = null) => step(epoch);

                protected virtual IEnumerable<double> get_lr()
                {
                    if (factor is null) return Rates;
                    var (now, before) = (factor(_last_epoch), _last_epoch > 0 ? factor(_last_epoch - 1) : 1);
                    return now == before ? Rates : Rates.Select(rate => rate * (now / before));
                }

                protected virtual IEnumerable<double> get_closed_form_lr() =>
                    factor is null ? get_lr() : _base_lrs.Select(rate => rate * factor(_last_epoch));

                private protected void Apply(double[] rates)
                {
                    foreach (var (index, group) in Groups.Index())
                    {
                        if (_verbose && group.LearningRate != rates[index]) Console.WriteLine($"Learning rate of group {index}: {rates[index]}.");
                        group.LearningRate = rates[index];
                    }
                    _last_lrs = rates;
                }
            }
        }
    }
}
