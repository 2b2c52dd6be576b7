using GenerativeVI.Tensors;
using GenerativeVI.Training;

namespace GenerativeVI;

/// <summary>The methods that a program has registered beside the named ones.</summary>
internal static class OwnMethods
{
    private static readonly Lock Gate = new();
    private static readonly OrderedDictionary<string, (NamedRecipe Entry, RecipeFactory Make)> Known =
        new(StringComparer.Ordinal);

    public static IReadOnlyList<NamedRecipe> All
    {
        get
        {
            lock (Gate) return [.. Known.Values.Select(method => method.Entry)];
        }
    }

    public static void Add(NamedRecipe entry, RecipeFactory make)
    {
        ArgumentNullException.ThrowIfNull(entry);
        ArgumentNullException.ThrowIfNull(make);
        if (string.IsNullOrWhiteSpace(entry.Name) || entry.Name.Any(char.IsControl))
            throw new ArgumentException(
                "name: a method needs a name of its own on one line, such as \"my-vae\".", nameof(entry));
        ArgumentNullException.ThrowIfNull(entry.Defaults);
        if (entry.Defaults.Classifier is not null)
            throw new ArgumentException(
                $"{entry.Name}: its defaults are a classifier's; a registered method makes a latent-variable model.",
                nameof(entry));
        var defaults = entry.Defaults with { Method = entry.Name, Own = entry.Defaults.Own ?? Nothing };
        lock (Gate)
        {
            if (Recipes.All.Concat(Recipes.Classifiers).Any(named => named.Name == entry.Name)
                || !Known.TryAdd(entry.Name, (entry with { Defaults = defaults }, make)))
                throw new ArgumentException(
                    $"{entry.Name}: there is a method of this name already; register yours once and by another name.",
                    nameof(entry));
        }
    }

    /// <summary>The settings, marked as those of an own method where they name one.</summary>
    public static RunSettings Settle(RunSettings settings) =>
        settings.Own is null && settings.Classifier is null && IsKnown(settings.Method)
            ? settings with { Own = Nothing }
            : settings;

    /// <summary>Why settings of an own method cannot be used here, to follow the name of what holds them; null where
    /// they can.</summary>
    public static string? WhyNot(RunSettings settings) => settings.Own is null || IsKnown(settings.Method)
        ? null
        : $"\"{settings.Method}\" is a method of somebody's own, which this program does not know; read it from a "
            + "program that registers the method by Recipes.Register first (the tool gvi cannot know it)";

    /// <summary>The recipe of settings that name an own method.</summary>
    /// <exception cref="ArgumentException">The method is not registered, or what its factory made is no whole
    /// model.</exception>
    public static Recipe Make(RunSettings settings, DataDescription data, RandomStream random, Schedule? klWeight)
    {
        if (WhyNot(settings) is { } reason) throw new ArgumentException($"method: {reason}.", nameof(settings));
        RecipeFactory make;
        lock (Gate) make = Known[settings.Method].Make;
        var recipe = make(settings, data, random, klWeight ?? RunSchedules.KlWeight(settings));
        if (recipe?.Module is null || recipe.Model is null || recipe.Encoder is null || recipe.Decoder is null)
            throw new ArgumentException(
                $"{settings.Method}: its factory made no whole recipe; it returns a module, a model, an encoder and a "
                + "decoder.");
        try
        {
            RequireKept(recipe, settings.Method);
            RequirePlace(recipe, settings.Method, random.Device);
            return recipe;
        }
        catch
        {
            recipe.Dispose();
            throw;
        }
    }

    private static readonly IReadOnlyDictionary<string, string> Nothing = new Dictionary<string, string>();

    private static bool IsKnown(string name)
    {
        lock (Gate) return Known.ContainsKey(name);
    }

    // What the module does not hold is neither trained nor kept, and would be random numbers when the run is read.
    private static void RequireKept(Recipe recipe, string method)
    {
        var kept = recipe.Module.parameters().ToHashSet<object>(ReferenceEqualityComparer.Instance);
        foreach (var (part, name) in new (object?, string)[]
        {
            (recipe.Model, "model"), (recipe.Prior, "prior"), (recipe.Encoder, "encoder"),
            (recipe.Decoder, "decoder"), (recipe.Proposal, "proposal"),
        })
        {
            if (part is not nn.Module module) continue;
            foreach (var (parameter, value) in module.named_parameters())
            {
                if (!kept.Contains(value))
                    throw new ArgumentException(
                        $"{method}: {parameter} of its {name} is not among the parameters of the recipe's module, so "
                        + "that it would not be kept; make the part a field of that module, or take a model that "
                        + "holds it.");
            }
        }
    }

    private static void RequirePlace(Recipe recipe, string method, Device device)
    {
        foreach (var (name, parameter) in recipe.Module.named_parameters())
        {
            if (parameter.device_type != device.type)
                throw new ArgumentException(
                    $"{method}: {name} is on {parameter.device}, and the run on {device}; let the factory move its "
                    + "module, by module.to(random.Device).");
        }
    }
}
