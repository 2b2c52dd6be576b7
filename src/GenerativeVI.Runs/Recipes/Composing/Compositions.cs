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
        CheckGradient(settings);
        CheckQuantized(settings);
        CheckNetworks(settings.Model);
        CheckSemiImplicit(settings);
        CheckDepths(settings.Model);
        ImplicitCompositions.Check(settings);
    }

    private static void CheckNetworks(ModelSettings model)
    {
        if (!Bodies.IsConvolutional(model.Networks.Kind)) return;
        Refuse(model.Networks.Hidden.Count == 0, "convolutions have at least one layer of channels; give Model.Networks.Hidden, such as 32,64, or take the networks mlp.");
        Refuse(model.Labels, "convolutions take images alone, without labels beside them; take the networks mlp or gated, or leave out Model.Labels.");
        Refuse(model.Prior.Family is PriorFamily.Vamp && model.Networks.Kind == NetworkKind.Residual && model.Top > 0, "a VampPrior over two levels of residual networks is not offered; take the networks mlp.");
    }

    private static void CheckQuantized(RunSettings settings)
    {
        var (model, posterior) = (settings.Model, settings.Model.Posterior);
        if (posterior.Family != PosteriorFamily.Quantized) return;
        Refuse(
            model.Latent % posterior.CodeWidth != 0,
            $"z is made of whole codes, and {model.Latent} is no multiple of their {posterior.CodeWidth} elements; change Model.Latent or Model.Posterior.CodeWidth.");
        Refuse(model.Prior.Family != PriorFamily.Standard, $"codes have a uniform prior, and not the prior {Name(model.Prior.Family)}; leave out Model.Prior.Family.");
        Refuse(model.Labels, "codes with labels are not offered; leave out Model.Labels, or take the posterior normal.");
        Refuse(
            settings.Objective.Kind != ObjectiveKind.Elbo || settings.Objective.Kl == KlForm.ClosedForm || settings.Gradient.Kind != GradientKind.Pathwise,
            "a code is chosen with certainty, so that all draws are equal and the gradient is straight-through; take the objective elbo, and leave out Gradient.Kind and Objective.Kl.");
        Refuse(settings.Objective.Beta != 1 || settings.WarmUp > 0, "the KL of a deterministic code is a constant; leave out Objective.Beta and RunSettings.WarmUp.");
    }

    private static void CheckSemiImplicit(RunSettings settings)
    {
        var (model, objective) = (settings.Model, settings.Objective.Kind);
        if (!SemiImplicitJoin.Concerns(model)) return;
        CheckAggregate(model);
        var isMixed = model.Posterior.Family is PosteriorFamily.SemiImplicit or PosteriorFamily.Hierarchical;
        Refuse(model.Labels, "a semi-implicit side of a model with labels is not offered; leave out Model.Labels, or take the posterior normal and the prior standard.");
        Refuse(model.Top > 0, "two levels of latents with a semi-implicit side are not offered; leave out Model.Top.");
        Refuse(
            (Bodies.IsConvolutional(model.Networks.Kind) && model.Prior.Family != PriorFamily.Aggregate) || (isMixed && model.Networks.Kind != NetworkKind.Mlp),
            $"the networks {Name(model.Networks.Kind)} have no place for the noise of a semi-implicit side to enter; take the networks mlp.");
        Refuse(
            model.Posterior is { Family: PosteriorFamily.SemiImplicit, Mixing.Bracket: BracketKind.Reverse },
            "a reverse model weighs draws of ψ by q(ψ|x), which a noise network does not know; take the posterior hierarchical, or the bracket mixing.");
        Refuse(
            model.Posterior is { Family: PosteriorFamily.SemiImplicit } && model.Networks.Hidden.Count == 0,
            "a noise network needs a hidden layer for its noise to enter; add Model.Networks.Hidden.");
        Refuse(
            model.Posterior is { Family: PosteriorFamily.Hierarchical } && model.Networks.Hidden.Count == 0,
            "the kernel of a hierarchical posterior needs a hidden layer for its mixing variable to enter; add Model.Networks.Hidden.");
        Refuse(
            model.Posterior.Family == PosteriorFamily.Flow && !HasInverse(model.Posterior.Flow.Kind),
            $"a semi-implicit prior beside the flow {Name(model.Posterior.Flow.Kind)}, which has no inverse, is not offered; take the flow real-nvp, maf, iaf or spline.");
        Refuse(
            isMixed && (settings.Gradient.Kind is GradientKind.Score or GradientKind.Vimco || objective is ObjectiveKind.WakeSleep or ObjectiveKind.PartiallyWeighted),
            "a semi-implicit posterior has no log q at a fixed z; take the gradient pathwise, stl or dreg, and any objective but wake-sleep and partially-weighted.");
    }

    private static void CheckDepths(ModelSettings model)
    {
        var depths = model.Posterior.MixingDepths;
        if (depths == 1) return;
        Refuse(
            model.Posterior.Family is not (PosteriorFamily.SemiImplicit or PosteriorFamily.Implicit),
            $"noise at {depths} layers needs a noise network, and the posterior {Name(model.Posterior.Family)} has none; leave out Model.Posterior.MixingDepths, or take the posterior semi-implicit or implicit.");
        Refuse(
            depths > SemiImplicitParts.Depths(model.Networks),
            $"noise at {depths} layers is more than the {SemiImplicitParts.Depths(model.Networks)} of the noise network that can get it; change Model.Posterior.MixingDepths, or add layers by Model.Networks.Hidden.");
    }

    private static void CheckAggregate(ModelSettings model)
    {
        Refuse(
            model.Prior is { Family: PriorFamily.ImplicitMixing, Mixing.Bracket: BracketKind.Reverse },
            "a reverse model is compared with the density of ζ, and implicit mixing has none; leave out Model.Prior.Mixing.Bracket, or take the prior semi-implicit.");
        if (model.Prior.Family != PriorFamily.Aggregate) return;
        Refuse(
            model.Posterior.Family != PosteriorFamily.Normal,
            $"the aggregate posterior as a prior is a mixture of normal posteriors, and the posterior {Name(model.Posterior.Family)} is not one; take the posterior normal, or the prior semi-implicit.");
        Refuse(model.Prior.Mixing.Bracket == BracketKind.Reverse, "a reverse model of which training rows made z is not offered; leave out Model.Prior.Mixing.Bracket.");
    }

    private static void CheckPrior(ModelSettings model)
    {
        var isVamp = model.Prior.Family is PriorFamily.Vamp or PriorFamily.VampData;
        Refuse(
            isVamp && model.Posterior.Family != PosteriorFamily.Normal,
            $"a VampPrior is a mixture of normal posteriors, and the posterior {Name(model.Posterior.Family)} is not one; take the posterior normal, or the prior mixture.");
        Refuse(isVamp && model.Labels, "a VampPrior of a conditional model would need classes for its pseudo-inputs; take the prior standard or mixture, or leave the labels out.");
        Refuse(isVamp && model is { Top: > 0, Posterior.BottomUp: true }, "a VampPrior over two levels is made of q(z₂|x), which a bottom-up posterior does not have; leave out Model.Posterior.BottomUp.");
        Refuse(
            model.Prior.Family == PriorFamily.Flow && !HasInverse(model.Prior.Flow.Kind),
            $"a prior is evaluated at draws of the posterior, and the flow {Name(model.Prior.Flow.Kind)} has no inverse, so that its density is known at its own draws alone; take real-nvp, maf or spline.");
        Refuse(model.Prior.Labels && !model.Labels, "a prior for every class belongs to a model with labels; add Model.Labels, or leave out Model.Prior.Labels.");
        Refuse(
            model.Prior.Labels && (model.Prior.Family != PriorFamily.Standard || model.Top > 0),
            "a prior for every class is normal and of one level; take the prior standard without Model.Top, or leave out Model.Prior.Labels.");
    }

    private static void CheckLevels(ModelSettings model)
    {
        Refuse(
            model.Top > 0 && model.Posterior.Family != PosteriorFamily.Normal,
            $"two levels of latents have normal posteriors on each level, and not the posterior {Name(model.Posterior.Family)}; take the posterior normal, or leave out Model.Top.");
        Refuse(model.Top > 0 && model.Labels, "two levels of latents with labels are not offered; leave out Model.Top or Model.Labels.");
        Refuse(model.Top == 0 && model.Posterior.BottomUp, "bottom-up is an order of two levels; add Model.Top, or leave out Model.Posterior.BottomUp.");
    }

    private static void CheckKl(RunSettings settings)
    {
        var (model, objective) = (settings.Model, settings.Objective);
        var hasClosedForm = model is { Prior: { Family: PriorFamily.Standard, Labels: false }, Posterior.Family: PosteriorFamily.Normal, Top: 0 };
        if (objective.Kl == KlForm.ClosedForm)
        {
            Refuse(
                !hasClosedForm,
                $"the KL of the posterior {Name(model.Posterior.Family)} to the prior {Name(model.Prior.Family)}{(model.Top > 0 ? " on two levels" : "")} has no closed form; take Objective.Kl = Draws.");
            Refuse(
                objective.Kind != ObjectiveKind.Elbo,
                $"a KL in closed form is integrated over the draws, and the objective {Name(objective.Kind)} needs one log-ratio a draw; take Objective.Kl = Draws, or the ELBO.");
            Refuse(
                settings.Gradient.Kind != GradientKind.Pathwise,
                $"a KL in closed form leaves the gradient {Name(settings.Gradient.Kind)} no log q at a draw to work on; take Objective.Kl = Draws, or the gradient pathwise.");
        }
        Refuse(
            objective.FreeBits > 0 && !(hasClosedForm && TakesClosedForm(settings)),
            "free bits are counted by latent dimension in the ELBO's closed-form KL; take the posterior normal, the prior standard, the objective elbo and the gradient pathwise, or leave out Objective.FreeBits.");
    }

    /// <summary>Whether the KL is found in closed form where the two families have one.</summary>
    public static bool TakesClosedForm(RunSettings settings) => settings is
    {
        Objective: { Kl: not KlForm.Draws, Kind: ObjectiveKind.Elbo }, Gradient.Kind: GradientKind.Pathwise,
    };

    private static void CheckGradient(RunSettings settings)
    {
        var (objective, gradient, posterior) = (settings.Objective, settings.Gradient, settings.Model.Posterior);
        var isOwn = objective.Kind is ObjectiveKind.PartiallyWeighted or ObjectiveKind.WakeSleep or ObjectiveKind.Reconstruction;
        Refuse(isOwn && gradient.Kind != GradientKind.Pathwise, $"the objective {Name(objective.Kind)} has a gradient of its own; leave out Gradient.Kind = {gradient.Kind}.");
        Refuse(
            gradient.Kind == GradientKind.Stl && objective.Kind != ObjectiveKind.Elbo,
            $"sticking the landing is biased in the objective {Name(objective.Kind)}, which is not the mean of its log-weights; take the gradient dreg.");
        Refuse(
            (gradient.Kind != GradientKind.Pathwise || objective.Kind == ObjectiveKind.WakeSleep) && posterior.Family == PosteriorFamily.Flow && !HasInverse(posterior.Flow.Kind),
            $"{(objective.Kind == ObjectiveKind.WakeSleep ? "wake-sleep" : $"the gradient {Name(gradient.Kind)}")} evaluates q at a fixed z, and the flow {Name(posterior.Flow.Kind)} has no inverse; "
            + "take a pathwise gradient, or the flow real-nvp, iaf or spline.");
        Refuse(
            objective.Kind != ObjectiveKind.Elbo && (HasNoise(posterior.Family == PosteriorFamily.Flow, posterior.Flow) || HasNoise(settings.Model.Prior.Family == PriorFamily.Flow, settings.Model.Prior.Flow)),
            $"Hutchinson's trace is noise in log q or log p, and the objective {Name(objective.Kind)} makes weights of it, which would be biased upwards; take FlowSettings.Trace = Exact, or the ELBO.");
        Refuse(gradient.Baseline != BaselineKind.None && gradient.Kind != GradientKind.Score, "a baseline belongs to the score function; take Gradient.Kind = Score, or leave out Gradient.Baseline.");
        var draws = objective.Samples * (objective.Kind == ObjectiveKind.MultiplyWeighted ? objective.Groups : 1);
        Refuse(
            draws < 2 && (gradient.Kind == GradientKind.Vimco || gradient.Baseline == BaselineKind.LeaveOneOut),
            "leaving one draw out needs at least 2 draws a row, got 1; add Objective.Samples, or take another baseline.");
        Refuse(draws < 2 && objective.Kind == ObjectiveKind.WakeSleep, "wake-sleep weighs at least 2 draws a row, got 1; add Objective.Samples.");
        Refuse(
            objective.Kind == ObjectiveKind.Reconstruction && (objective.Beta != 1 || settings.WarmUp > 0),
            "a reconstruction has no KL to be weighted; leave out Objective.Beta and RunSettings.WarmUp.");
    }

    private static void CheckAutoencoder(RunSettings settings)
    {
        var (objective, posterior) = (settings.Objective.Kind, settings.Model.Posterior.Family);
        Refuse(
            objective == ObjectiveKind.Reconstruction && posterior != PosteriorFamily.Point,
            "the reconstruction objective leaves the posterior's spread out and would shrink it to nothing; take the posterior point (gvi train ae), or the ELBO.");
        Refuse(
            posterior == PosteriorFamily.Point && objective != ObjectiveKind.Reconstruction,
            "a point posterior has no density, so that it gives no bound on log p(x); take the objective reconstruction (gvi train ae), or the posterior normal.");
    }

    internal static string Name<T>(T value)
        where T : struct, Enum => System.Text.Json.JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString());

    private static bool HasNoise(bool isUsed, FlowSettings flow) => isUsed && flow is { Kind: FlowKind.Continuous, Trace: Trace.Hutchinson };

    /// <summary>Whether a flow's density is known anywhere, and not at its own draws alone.</summary>
    internal static bool HasInverse(FlowKind kind) =>
        kind is not (FlowKind.Planar or FlowKind.SylvesterOrthogonal or FlowKind.SylvesterHouseholder or FlowKind.SylvesterTriangular);

    internal static void Refuse(bool meaningless, string sentence)
    {
        if (meaningless) throw new ArgumentException(sentence);
    }
}
