using GenerativeVI.Tensors;
using GenerativeVI.Training;

namespace GenerativeVI;

/// <summary>The methods by name, and the composer of everything between them.</summary>
public static class Recipes
{
    /// <summary>Every named method.</summary>
    public static IReadOnlyList<NamedRecipe> All { get; } = [.. Methods.All];

    /// <summary>Every named classifier: trained, kept and resumed as the others, by <see cref="Experiment"/>, and not composed of parts.</summary>
    public static IReadOnlyList<NamedRecipe> Classifiers { get; } = [.. Methods.Classifiers];

    /// <summary>Every method that this program has registered, in its order.</summary>
    public static IReadOnlyList<NamedRecipe> Own => OwnMethods.All;

    /// <summary>
    /// Makes a method of one's own known to this program. <see cref="Experiment"/> then trains, resumes and judges it,
    /// and its runs are loaded, reported, exported and studied as those of the named methods: in every program that
    /// registers the method under the same name before it reads one. May be called from any thread.
    /// </summary>
    /// <param name="entry">Its name, what is said of it, and its settings; of those, a run is composed by
    /// <paramref name="make"/> alone, and <see cref="RunSettings.Model"/>, <see cref="RunSettings.Objective"/> and
    /// <see cref="RunSettings.Gradient"/> are neither looked at nor kept.</param>
    /// <param name="make">Makes its model.</param>
    /// <exception cref="ArgumentException">The name is empty, or there is a method of that name already; or the
    /// defaults are a classifier's.</exception>
    public static void Register(NamedRecipe entry, RecipeFactory make) => OwnMethods.Add(entry, make);

    /// <summary>The method of a name.</summary>
    /// <param name="name">As in <see cref="All"/>, <see cref="Classifiers"/> or <see cref="Own"/>, such as
    /// "iwae".</param>
    /// <exception cref="ArgumentException">There is none.</exception>
    public static NamedRecipe Find(string name)
    {
        NamedRecipe[] known = [.. All, .. Classifiers, .. Own];
        if (known.FirstOrDefault(recipe => recipe.Name == name) is { } found) return found;
        var names = known.Select(recipe => recipe.Name).ToArray();
        var remedy = Spelling.Nearest(name, names) is { } nearest ? $"the nearest is {nearest}"
            : $"there are {string.Join(", ", names)}";
        throw new ArgumentException($"recipe: \"{name}\" is not one; {remedy}.", nameof(name));
    }

    /// <summary>A method of its parts: prior, posterior, likelihood, objective and gradient estimator as the settings have them.</summary>
    /// <param name="settings">The parts; start from a method's <see cref="NamedRecipe.Defaults"/> and change what you like.</param>
    /// <param name="data">What the model must know of its data.</param>
    /// <param name="random">The stream of the first weights; the model lives on its device.</param>
    /// <param name="klWeight">The KL's weight over the epochs, in the surrogate only and times β; the settings' warm-up when null.</param>
    /// <param name="dtype">The type of the weights; float32 by default. The factory of a registered method chooses its
    /// own.</param>
    /// <exception cref="ArgumentException">A setting is out of range, or the parts do not go together; the sentence says what does.</exception>
    public static Recipe Compose(RunSettings settings, DataDescription data, RandomStream random, Schedule? klWeight = null, ScalarType dtype = ScalarType.Float32) =>
        OwnMethods.Settle(settings) is { Own: not null } own
            ? OwnMethods.Make(own, data, random, klWeight)
            : Composer.Compose(settings, data, random, klWeight, dtype);

    /// <summary>The variational autoencoder of these parts, with the ELBO and the pathwise gradient (Kingma &amp; Welling 2014; Rezende+ 2014).</summary>
    /// <param name="model">The parts.</param>
    /// <param name="dimension">D, the elements of a row of data.</param>
    /// <param name="random">The stream of the first weights; the model lives on its device.</param>
    /// <param name="klWeight">The KL's weight over the epochs, in the surrogate only; 1 throughout when null.</param>
    /// <param name="dtype">The type of the weights; float32 by default.</param>
    /// <exception cref="ArgumentException">A setting is out of range, or the parts do not go together; the sentence says what does.</exception>
    public static Recipe Vae(ModelSettings model, long dimension, RandomStream random, Schedule? klWeight = null, ScalarType dtype = ScalarType.Float32) =>
        Compose(Find("vae").Defaults with { Model = model }, new DataDescription([dimension]), random, klWeight, dtype);
}
