using GenerativeVI.Flows;

namespace GenerativeVI;

/// <summary>Which parts go together. A meaningless composition is refused with what would do instead.</summary>
internal static class Compositions
{
    /// <exception cref="ArgumentException">The parts do not fit each other.</exception>
    public static void Check(RunSettings settings)
    {
        CheckAutoencoder(settings);
        CheckPrior(settings.Model);
        CheckLevels(settings.Model);
        CheckKl(settings);
    }

    private static void CheckPrior(ModelSettings model)
    {
        var isVamp = model.Prior.Family is PriorFamily.Vamp or PriorFamily.VampData;
        Refuse(
            isVamp && model.Posterior.Family != PosteriorFamily.Normal,
            $"a VampPrior is a mixture of normal posteriors, and the posterior {model.Posterior.Family} is not one; take the posterior normal, or the prior mixture.");
        Refuse(isVamp && model.Labels, "a VampPrior of a conditional model would need classes for its pseudo-inputs; take the prior standard or mixture, or leave the labels out.");
        Refuse(isVamp && model is { Top: > 0, Posterior.BottomUp: true }, "a VampPrior over two levels is made of q(z₂|x), which a bottom-up posterior has not; leave out --bottom-up.");
        Refuse(
            model.Prior.Family == PriorFamily.Flow && !HasInverse(model.Prior.Flow.Kind),
            $"a prior is evaluated at draws of the posterior, and the flow {model.Prior.Flow.Kind} has no inverse, so that its density is known at its own draws alone; take real-nvp, maf or spline.");
        Refuse(model.Prior.Labels && !model.Labels, "a prior for every class belongs to a model with labels; add --labels, or leave out --class-prior.");
        Refuse(
            model.Prior.Labels && (model.Prior.Family != PriorFamily.Standard || model.Top > 0),
            "a prior for every class is normal and of one level; take the prior standard without --top, or leave out --class-prior.");
    }

    private static void CheckLevels(ModelSettings model)
    {
        Refuse(
            model.Top > 0 && model.Posterior.Family != PosteriorFamily.Normal,
            $"two levels of latents have normal posteriors on each level, and not the posterior {model.Posterior.Family}; take the posterior normal, or leave out --top.");
        Refuse(model.Top > 0 && model.Labels, "two levels of latents with labels are not offered; leave out --top or --labels.");
        Refuse(model.Top == 0 && model.Posterior.BottomUp, "bottom-up is an order of two levels; add --top, or leave out --bottom-up.");
    }

    private static void CheckKl(RunSettings settings)
    {
        var (model, objective) = (settings.Model, settings.Objective);
        if (objective.Kl != KlForm.ClosedForm) return;
        Refuse(
            model.Prior.Family != PriorFamily.Standard || model.Posterior.Family != PosteriorFamily.Normal || model.Top > 0,
            $"the KL of the posterior {model.Posterior.Family} to the prior {model.Prior.Family}{(model.Top > 0 ? " on two levels" : "")} has no closed form; take --kl draws.");
    }

    private static void CheckAutoencoder(RunSettings settings)
    {
        var (objective, posterior) = (settings.Objective.Kind, settings.Model.Posterior.Family);
        Refuse(
            objective == ObjectiveKind.Reconstruction && posterior != PosteriorFamily.Point,
            "the reconstruction objective leaves the posterior's spread out and would shrink it to nothing; take the posterior point (gvi train ae), or the ELBO.");
        Refuse(
            posterior == PosteriorFamily.Point && objective != ObjectiveKind.Reconstruction,
            "a point posterior has no density, and no bound on log p(x) can be made of it; take the objective reconstruction (gvi train ae), or the posterior normal.");
    }

    /// <summary>Whether a flow's density is known anywhere, and not at its own draws alone.</summary>
    internal static bool HasInverse(FlowKind kind) =>
        kind is not (FlowKind.Planar or FlowKind.SylvesterOrthogonal or FlowKind.SylvesterHouseholder or FlowKind.SylvesterTriangular);

    private static void Refuse(bool meaningless, string sentence)
    {
        if (meaningless) throw new ArgumentException(sentence);
    }
}
