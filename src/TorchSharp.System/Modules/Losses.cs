namespace TorchSharp.Modules;

using F = TorchSharp.torch.nn.functional;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

public sealed class MSELoss(Reduction reduction = Reduction.Mean) : Loss<Tensor, Tensor, Tensor>(reduction)
{
    public override Tensor forward(Tensor input, Tensor target) => F.mse_loss(input, target, this.reduction);
}

public sealed class L1Loss(Reduction reduction = Reduction.Mean) : Loss<Tensor, Tensor, Tensor>(reduction)
{
    public override Tensor forward(Tensor input, Tensor target) => F.l1_loss(input, target, this.reduction);
}

public sealed class SmoothL1Loss(Reduction reduction = Reduction.Mean, double beta = 1) : Loss<Tensor, Tensor, Tensor>(reduction)
{
    public double beta { get; } = beta;
    public override Tensor forward(Tensor input, Tensor target) => F.smooth_l1_loss(input, target, this.reduction, this.beta);
}

public sealed class HuberLoss(double delta = 1, Reduction reduction = Reduction.Mean) : Loss<Tensor, Tensor, Tensor>(reduction)
{
    public double delta { get; } = delta;
    public override Tensor forward(Tensor input, Tensor target) => F.huber_loss(input, target, this.delta, this.reduction);
}

public sealed class KLDivLoss(bool log_target = true, Reduction reduction = Reduction.Mean) : Loss<Tensor, Tensor, Tensor>(reduction)
{
    public bool log_target { get; } = log_target;
    public override Tensor forward(Tensor input, Tensor target) => F.kl_div(input, target, this.log_target, this.reduction);
}

public sealed class SoftMarginLoss(Reduction reduction = Reduction.Mean) : Loss<Tensor, Tensor, Tensor>(reduction)
{
    public override Tensor forward(Tensor input, Tensor target) => F.soft_margin_loss(input, target, this.reduction);
}

public sealed class MultiLabelMarginLoss(Reduction reduction = Reduction.Mean) : Loss<Tensor, Tensor, Tensor>(reduction)
{
    public override Tensor forward(Tensor input, Tensor target) => F.multi_label_margin_loss(input, target, this.reduction);
}

public sealed class HingeEmbeddingLoss(double margin = 0, Reduction reduction = Reduction.Mean) : Loss<Tensor, Tensor, Tensor>(reduction)
{
    public double margin { get; } = margin;
    public override Tensor forward(Tensor input, Tensor target) => F.hinge_embedding_loss(input, target, this.margin, this.reduction);
}

public sealed class PoissonNLLLoss(bool log_input = true, bool full = false, float eps = 1e-8f, Reduction reduction = Reduction.Mean)
    : Loss<Tensor, Tensor, Tensor>(reduction)
{
    public bool log_input { get; } = log_input;
    public bool full { get; } = full;
    public float eps { get; } = eps;
    public override Tensor forward(Tensor input, Tensor target) => F.poisson_nll_loss(input, target, this.log_input, this.full, this.eps, this.reduction);
}

public sealed class BCELoss(Tensor? weight = null, Reduction reduction = Reduction.Mean) : WeightedLoss<Tensor, Tensor, Tensor>(weight, reduction)
{
    public override Tensor forward(Tensor input, Tensor target) => F.binary_cross_entropy(input, target, this.weight, this.reduction);
}

public sealed class BCEWithLogitsLoss(Tensor? weight = null, Reduction reduction = Reduction.Mean, Tensor? pos_weights = null)
    : WeightedLoss<Tensor, Tensor, Tensor>(weight, reduction)
{
    public Tensor? pos_weights { get; } = pos_weights;
    public override Tensor forward(Tensor input, Tensor target) =>
        F.binary_cross_entropy_with_logits(input, target, this.weight, this.reduction, this.pos_weights);
}

public sealed class NLLLoss(Tensor? weight = null, Reduction reduction = Reduction.Mean) : WeightedLoss<Tensor, Tensor, Tensor>(weight, reduction)
{
    public override Tensor forward(Tensor input, Tensor target) => F.nll_loss(input, target, this.weight, this.reduction);
}

public sealed class CrossEntropyLoss(Tensor? weight = null, long? ignore_index = null, Reduction reduction = Reduction.Mean, double label_smoothing = 0)
    : WeightedLoss<Tensor, Tensor, Tensor>(weight, reduction)
{
    public long? ignore_index { get; } = ignore_index;
    public double label_smoothing { get; } = label_smoothing;
    public override Tensor forward(Tensor input, Tensor target) =>
        F.cross_entropy(input, target, this.weight, this.ignore_index ?? -100, this.reduction, this.label_smoothing);
}

public sealed class MultiLabelSoftMarginLoss(Tensor? weight = null, Reduction reduction = Reduction.Mean)
    : WeightedLoss<Tensor, Tensor, Tensor>(weight, reduction)
{
    public override Tensor forward(Tensor input, Tensor target) => F.multilabel_soft_margin_loss(input, target, this.weight, this.reduction);
}

public sealed class MultiMarginLoss(int p = 1, double margin = 1, Tensor? weight = null, Reduction reduction = Reduction.Mean)
    : WeightedLoss<Tensor, Tensor, Tensor>(weight, reduction)
{
    public int p { get; } = p;
    public double margin { get; } = margin;
    public override Tensor forward(Tensor input, Tensor target) => F.multi_margin_loss(input, target, this.p, this.margin, this.weight, this.reduction);
}

public sealed class GaussianNLLLoss(bool full = false, float eps = 1e-8f, Reduction reduction = Reduction.Mean)
    : Loss<Tensor, Tensor, Tensor, Tensor>(reduction)
{
    public bool full { get; } = full;
    public float eps { get; } = eps;
    public override Tensor forward(Tensor input, Tensor target, Tensor variance) =>
        F.gaussian_nll_loss(input, target, variance, this.full, this.eps, this.reduction);
}

public sealed class CosineEmbeddingLoss(double margin = 0, Reduction reduction = Reduction.Mean) : Loss<Tensor, Tensor, Tensor, Tensor>(reduction)
{
    public double margin { get; } = margin;
    public override Tensor forward(Tensor input1, Tensor input2, Tensor target) =>
        F.cosine_embedding_loss(input1, input2, target, this.margin, this.reduction);
}

public sealed class MarginRankingLoss(double margin = 0, Reduction reduction = Reduction.Mean) : Loss<Tensor, Tensor, Tensor, Tensor>(reduction)
{
    public double margin { get; } = margin;
    public override Tensor forward(Tensor input1, Tensor input2, Tensor target) => F.margin_ranking_loss(input1, input2, target, this.margin, this.reduction);
}

public sealed class TripletMarginLoss(double margin = 1, long p = 2, double eps = 1e-6, bool swap = false, Reduction reduction = Reduction.Mean)
    : Loss<Tensor, Tensor, Tensor, Tensor>(reduction)
{
    public double margin { get; } = margin;
    public long p { get; } = p;
    public override Tensor forward(Tensor anchor, Tensor positive, Tensor negative) =>
        F.triplet_margin_loss(anchor, positive, negative, this.margin, this.p, eps, swap, this.reduction);
}

public sealed class TripletMarginWithDistanceLoss(Func<Tensor, Tensor, Tensor>? distance = null, double margin = 1, bool swap = false,
    Reduction reduction = Reduction.Mean)
    : Loss<Tensor, Tensor, Tensor, Tensor>(reduction)
{
    public double margin { get; } = margin;
    public override Tensor forward(Tensor anchor, Tensor positive, Tensor negative) =>
        F.triplet_margin_with_distance_loss(anchor, positive, negative, distance, this.margin, swap, this.reduction);
}
