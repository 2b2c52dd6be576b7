using GenerativeVI.Tensors;

namespace GenerativeVI.Networks;

/// <summary>
/// The network behind a coupling or an autoregressive flow: from some elements of a value, and a context, to P numbers for every element that is transformed. The context
/// enters the first hidden layer as a sum, so that its product is made once a row however many draws there are.
/// </summary>
public sealed class Conditioner : nn.Module<Tensor, Tensor>
{
    private readonly TorchSharp.Modules.ModuleList<nn.Module<Tensor, Tensor>> layers;
    private readonly Linear? contextLayer;
    private readonly Activation activation;
    private readonly long context;

    private Conditioner(IEnumerable<nn.Module<Tensor, Tensor>> layers, Linear? contextLayer, Activation activation, long context)
        : base(nameof(Conditioner))
    {
        (this.contextLayer, this.activation, this.context) = (contextLayer, activation, context);
        this.layers = new TorchSharp.Modules.ModuleList<nn.Module<Tensor, Tensor>>([.. layers]);
        RegisterComponents();
    }

    /// <summary>A network that every output may see every input of: the conditioner of a coupling.</summary>
    /// <param name="inputs">The elements it sees, at least 1.</param>
    /// <param name="outputs">All its outputs, P for every element that is transformed.</param>
    /// <param name="hidden">The widths of the hidden layers, at least one.</param>
    /// <param name="activation">The nonlinearity after every hidden layer.</param>
    /// <param name="random">The stream of the first weights.</param>
    /// <param name="context">The width of the context; 0 for none.</param>
    /// <param name="departure">What the last layer's first weights are multiplied by: 0 makes the outputs 0.</param>
    /// <param name="dtype">The type of the weights; float32 by default.</param>
    public static Conditioner Dense(
        long inputs, long outputs, IReadOnlyList<int> hidden, Activation activation, RandomStream random, long context = 0, double departure = 1, ScalarType dtype = ScalarType.Float32)
    {
        long[] widths = [inputs, .. Checked(hidden).Select(width => (long)width), outputs];
        var layers = Enumerable.Range(1, widths.Length - 1)
            .Select(i => Initialization.Linear(widths[i - 1], widths[i], random, dtype, i == widths.Length - 1 ? departure : 1));
        return new Conditioner(layers, ContextLayer(context, hidden[0], random, dtype), activation, context);
    }

    /// <summary>
    /// MADE: output block p holds a number for each element d that depends on elements before d alone (and the context). Units have degrees from 1 (0 with a context, so that the
    /// first element hears of it) to D − 1, spread evenly; a unit sees those of at most its own degree, output d those below d (Germain+ 2015, equations 13 and 14).
    /// </summary>
    /// <param name="dimension">D, the elements of the value.</param>
    /// <param name="parameters">P, the numbers for every element; the outputs are P blocks of D.</param>
    /// <param name="hidden">The widths of the hidden layers, at least one.</param>
    /// <param name="activation">The nonlinearity after every hidden layer.</param>
    /// <param name="random">The stream of the first weights.</param>
    /// <param name="context">The width of the context; 0 for none.</param>
    /// <param name="departure">What the last layer's first weights are multiplied by: 0 makes the outputs 0.</param>
    /// <param name="dtype">The type of the weights; float32 by default.</param>
    public static Conditioner Autoregressive(
        long dimension, long parameters, IReadOnlyList<int> hidden, Activation activation, RandomStream random, long context = 0, double departure = 1, ScalarType dtype = ScalarType.Float32)
    {
        List<nn.Module<Tensor, Tensor>> layers = [];
        long[] places = [.. Enumerable.Range(1, (int)dimension)], below = places;
        foreach (var width in Checked(hidden))
        {
            var degrees = Degrees(width, dimension, context > 0);
            layers.Add(Masked(below, degrees, (from, to) => from <= to, 1));
            below = degrees;
        }
        layers.Add(Masked(below, [.. Enumerable.Range(0, (int)parameters).SelectMany(_ => places)], (from, to) => from < to, departure));
        return new Conditioner(layers, ContextLayer(context, hidden[0], random, dtype), activation, context);

        MaskedLinear Masked(long[] from, long[] to, Func<long, long, bool> sees, double scale)
        {
            using var mask = tensor([.. to.SelectMany(output => from.Select(input => sees(input, output) ? 1f : 0f))]).reshape(to.Length, from.Length);
            return new MaskedLinear(mask, random, scale, dtype);
        }
    }

    /// <summary>The outputs without a context.</summary>
    /// <param name="input">[..., inputs].</param>
    /// <returns>[..., outputs].</returns>
    public override Tensor forward(Tensor input) => At(input, null);

    /// <summary>The outputs.</summary>
    /// <param name="input">[..., B, inputs].</param>
    /// <param name="given">The context, [B, C], broadcast over the axes in front; null where the network has none.</param>
    /// <returns>[..., B, outputs].</returns>
    /// <exception cref="ArgumentException">A context is missing.</exception>
    public Tensor At(Tensor input, Tensor? given)
    {
        if (context > 0 && given is null) throw new ArgumentException($"context: expected [B, {context}], got none; hand over what the flow is conditioned on.", nameof(given));
        var value = layers[0].call(input);
        if (contextLayer is not null) value += contextLayer.call(given!);
        for (var i = 1; i < layers.Count; i++) value = layers[i].call(activation.ApplyTo(value));
        return value;
    }

    private static IReadOnlyList<int> Checked(IReadOnlyList<int> hidden) =>
        hidden.Count > 0 ? hidden : throw new ArgumentException("hidden: a conditioner has at least one hidden layer; give its width.", nameof(hidden));

    private static Linear? ContextLayer(long context, long width, RandomStream random, ScalarType dtype) =>
        context > 0 ? Initialization.Linear(context, width, random.Split("context"), dtype) : null;

    private static long[] Degrees(long width, long dimension, bool hasContext)
    {
        var least = Math.Min(hasContext ? 0 : 1, dimension - 1);
        return [.. Enumerable.Range(0, (int)width).Select(unit => least + unit * (dimension - least) / width)];
    }
}
