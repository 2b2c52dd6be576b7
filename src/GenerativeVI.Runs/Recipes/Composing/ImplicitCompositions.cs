namespace GenerativeVI;

/// <summary>Which parts go with a log-ratio that no density gives.</summary>
internal static class ImplicitCompositions
{
    /// <exception cref="ArgumentException">The parts do not fit each other.</exception>
    public static void Check(RunSettings settings)
    {
        var (model, ratio) = (settings.Model, settings.Model.Ratio);
        var (isImplicit, hasImplicitPrior) = (model.Posterior.IsImplicit, model.Prior.Family == PriorFamily.Implicit);
        if (ratio.Kind == RatioKind.Known)
        {
            Refuse(isImplicit, "an implicit posterior has no density to compute its log-ratio from; take the ratio classifier, kernel or denoising (gvi train avb, kivi or ardae), or the posterior semi-implicit.");
            Refuse(
                hasImplicitPrior,
                "an implicit prior has no density to find the log-ratio by; take the ratio classifier or kernel (gvi train implicit-prior), "
                + "or the prior implicit-mixing.");
            return;
        }
        Refuse(
            ratio.Kind == RatioKind.Score && model.Posterior.Family != PosteriorFamily.Hierarchical,
            $"the ratio score moves a mixing variable whose density is known, and the posterior {Compositions.Name(model.Posterior.Family)} has none; take the posterior hierarchical (gvi train uivi).");
        Refuse(
            ratio.Kind != RatioKind.Score && !isImplicit && !hasImplicitPrior,
            $"the ratio {Compositions.Name(ratio.Kind)} only estimates what the posterior {Compositions.Name(model.Posterior.Family)} knows exactly; leave out Model.Ratio.Kind, or take the posterior implicit.");
        Refuse(
            hasImplicitPrior && ratio.Kind is RatioKind.Score or RatioKind.Denoising,
            $"the ratio {Compositions.Name(ratio.Kind)} takes the slope of log p(z), and an implicit prior has none; take the ratio "
            + "classifier or kernel.");
        Refuse(
            hasImplicitPrior && ratio.Kind == RatioKind.Classifier && ratio.Contrast > 0,
            "adaptive contrast needs log p(z), and an implicit prior has none; take Model.Ratio.Contrast = 0.");
        Refuse(
            model.Prior.Family is PriorFamily.SemiImplicit or PriorFamily.ImplicitMixing or PriorFamily.Aggregate,
            $"the ratio {Compositions.Name(ratio.Kind)} needs a prior whose density is known, and the prior {Compositions.Name(model.Prior.Family)} is bracketed; take the prior standard, mixture or flow.");
        Refuse(
            settings.Objective.Kind != ObjectiveKind.Elbo || settings.Gradient.Kind != GradientKind.Pathwise || settings.Objective.Kl == KlForm.ClosedForm,
            $"the ratio {Compositions.Name(ratio.Kind)} guarantees nothing of a weight, and knows no log q at a fixed z; take the objective elbo, and leave out Gradient.Kind and Objective.Kl.");
        Refuse(ratio.Kind == RatioKind.Kernel && settings.Objective.Samples < 2, "kernel regression is over the draws of a row, and needs at least 2; add Objective.Samples.");
        Refuse(model.Labels, "an implicit model with labels is not offered; leave out Model.Labels, or take the posterior normal.");
        Refuse(model.Top > 0, "two levels of latents with an implicit log-ratio are not offered; leave out Model.Top.");
        Refuse(
            model.Networks.Kind != NetworkKind.Mlp,
            $"the networks {Compositions.Name(model.Networks.Kind)} have no place for noise or latents to enter; take the networks mlp.");
        Refuse(model.Networks.Hidden.Count == 0, "the noise network of an implicit side needs a hidden layer for its noise to enter; add Model.Networks.Hidden.");
        Refuse(
            ratio.Proposal is not (PosteriorFamily.Normal or PosteriorFamily.FullCovariance or PosteriorFamily.LowRank or PosteriorFamily.Flow),
            $"a model is judged through a proposal with a density, and {Compositions.Name(ratio.Proposal)} has none; take the proposal normal, full-covariance, low-rank or flow.");
    }

    private static void Refuse(bool meaningless, string sentence) => Compositions.Refuse(meaningless, sentence);
}
