namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class functional
        {
            private static readonly Op Mse = new("aten::mse_loss"), L1 = new("aten::l1_loss"), SmoothL1 = new("aten::smooth_l1_loss"),
                Huber = new("aten::huber_loss");
            private static readonly Op CrossEntropy = new("aten::cross_entropy_loss"), Nll = new("aten::nll_loss_nd"), KlDiv = new("aten::kl_div");
            private static readonly Op Bce = new("aten::binary_cross_entropy"), BceWithLogits = new("aten::binary_cross_entropy_with_logits");
            private static readonly Op PoissonNll = new("aten::poisson_nll_loss"), Hinge = new("aten::hinge_embedding_loss"),
                SoftMargin = new("aten::soft_margin_loss");
            private static readonly Op CosineEmbedding = new("aten::cosine_embedding_loss"), MarginRanking = new("aten::margin_ranking_loss");
            private static readonly Op MultiMargin = new("aten::multi_margin_loss"), MultiLabelMargin = new("aten::multilabel_margin_loss");
            private static readonly Op TripletMargin = new("aten::triplet_margin_loss");

            public static Tensor mse_loss(Tensor input, Tensor target, Reduction reduction = Reduction.Mean) => Mse.One(input, target, (long)reduction);
            public static Tensor l1_loss(Tensor input, Tensor target, Reduction reduction = Reduction.Mean) => L1.One(input, target, (long)reduction);
            public static Tensor smooth_l1_loss(Tensor input, Tensor target, Reduction reduction = Reduction.Mean, double beta = 1) =>
                SmoothL1.One(input, target, (long)reduction, beta);
            public static Tensor huber_loss(Tensor input, Tensor target, double delta = 1, Reduction reduction = Reduction.Mean) =>
                Huber.One(input, target, (long)reduction, delta);

            public static Tensor cross_entropy(Tensor input, Tensor target, Tensor? weight = null, long ignore_index = -100,
                Reduction reduction = Reduction.Mean, double label_smoothing = 0) =>
                CrossEntropy.One(input, target, weight, (long)reduction, ignore_index, label_smoothing);

            public static Tensor nll_loss(Tensor input, Tensor target, Tensor? weight = null, Reduction reduction = Reduction.Mean) =>
                Nll.One(input, target, weight, (long)reduction);
            public static Tensor kl_div(Tensor input, Tensor target, bool log_target = true, Reduction reduction = Reduction.Mean) =>
                KlDiv.One(input, target, (long)reduction, log_target);
            public static Tensor binary_cross_entropy(Tensor input, Tensor target, Tensor? weight = null, Reduction reduction = Reduction.Mean) =>
                Bce.One(input, target, weight, (long)reduction);

            public static Tensor binary_cross_entropy_with_logits(Tensor input, Tensor target, Tensor? weight = null, Reduction reduction = Reduction.Mean,
                Tensor? pos_weights = null) =>
                BceWithLogits.One(input, target, weight, pos_weights, (long)reduction);

            public static Tensor poisson_nll_loss(Tensor input, Tensor target, bool log_input = true, bool full = false, float eps = 1e-8f,
                Reduction reduction = Reduction.Mean) =>
                PoissonNll.One(input, target, log_input, full, eps, (long)reduction);

            /// <summary>
            /// TorchSharp's own form: ½ Σ (log σ² + (μ − y)² / σ²) over each row's values, σ² at least ε, D/2 log 2π added where full, and then
            /// the reduction over rows. The variance gets no gradient.
            /// </summary>
            public static Tensor gaussian_nll_loss(Tensor input, Tensor target, Tensor variance, bool full = false, float eps = 1e-6f,
                Reduction reduction = Reduction.Mean)
            {
                using var scope = NewDisposeScope();
                input = input.view(input.shape[0], -1);
                target = target.view(target.shape[0], -1);
                variance = variance.detach().view(target.shape[0], -1);
                if (variance.shape[1] != input.shape[1] && variance.shape[1] != 1)
                    throw new ArgumentException($"gaussian_nll_loss: {variance.shape[1]} variances a row do not fit {input.shape[1]} values.");
                if (variance.lt(0).any().item<bool>()) throw new ArgumentException("gaussian_nll_loss: a variance is negative.");
                variance = variance.clamp_min(eps);
                var loss = (variance.log() + (input - target).square() / variance).sum(1) * 0.5;
                if (full) loss = loss + 0.5 * input.shape[1] * Math.Log(2 * Math.PI);
                return Reduced(loss, reduction).MoveToOuterDisposeScope();
            }

            public static Tensor hinge_embedding_loss(Tensor input, Tensor target, double margin = 0, Reduction reduction = Reduction.Mean) =>
                Hinge.One(input, target, margin, (long)reduction);
            public static Tensor soft_margin_loss(Tensor input, Tensor target, Reduction reduction = Reduction.Mean) =>
                SoftMargin.One(input, target, (long)reduction);

            public static Tensor cosine_embedding_loss(Tensor input1, Tensor input2, Tensor target, double margin = 0,
                Reduction reduction = Reduction.Mean) =>
                CosineEmbedding.One(input1, input2, target, margin, (long)reduction);

            public static Tensor margin_ranking_loss(Tensor input1, Tensor input2, Tensor target, double margin = 0, Reduction reduction = Reduction.Mean) =>
                MarginRanking.One(input1, input2, target, margin, (long)reduction);

            public static Tensor multi_margin_loss(Tensor input, Tensor target, int p = 1, double margin = 1, Tensor? weight = null,
                Reduction reduction = Reduction.Mean) =>
                MultiMargin.One(input, target, p, margin, weight, (long)reduction);

            public static Tensor multi_label_margin_loss(Tensor input, Tensor target, Reduction reduction = Reduction.Mean) =>
                MultiLabelMargin.One(input, target, (long)reduction);

            public static Tensor multilabel_soft_margin_loss(Tensor input, Tensor target, Tensor? weight = null, Reduction reduction = Reduction.Mean)
            {
                using var scope = NewDisposeScope();
                var loss = BceWithLogits.One(input, target, weight, Arg.None, (long)Reduction.None).mean([-1L]);
                return Reduced(loss, reduction).MoveToOuterDisposeScope();
            }

            public static Tensor triplet_margin_loss(Tensor anchor, Tensor positive, Tensor negative, double margin = 1.0, long p = 2, double eps = 1e-6,
                bool swap = false, Reduction reduction = Reduction.Mean) =>
                TripletMargin.One(anchor, positive, negative, margin, (double)p, eps, swap, (long)reduction);

            public static Tensor triplet_margin_with_distance_loss(Tensor anchor, Tensor positive, Tensor negative, Func<Tensor, Tensor,
                Tensor>? distance = null,
                double margin = 1.0, bool swap = false, Reduction reduction = Reduction.Mean)
            {
                using var scope = NewDisposeScope();
                distance ??= (a, b) => pairwise_distance(a, b);
                var near = distance(anchor, positive);
                var far = distance(anchor, negative);
                if (swap) far = minimum(far, distance(positive, negative));
                return Reduced((near - far + margin).clamp_min(0), reduction).MoveToOuterDisposeScope();
            }

            private static Tensor Reduced(Tensor loss, Reduction reduction) =>
                reduction switch { Reduction.Mean => loss.mean(), Reduction.Sum => loss.sum(), _ => loss };
        }
    }
}
