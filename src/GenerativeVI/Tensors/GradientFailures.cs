using System.Diagnostics.CodeAnalysis;
using System.Runtime.ExceptionServices;

namespace GenerativeVI.Tensors;

/// <summary>Carries an exception out of a gradient that is written by hand.</summary>
/// <remarks>
/// libtorch's backward pass calls such a gradient back, and an exception that leaves it there ends the process. So it is kept, the gradient becomes NaN, and the exception is thrown
/// when the pass has come back: by this library's own calls of <c>backward</c> and <c>grad</c>, and after a caller's own <c>backward</c> by the next such operation of this library.
/// </remarks>
[RedirectsCalls]
[SuppressMessage("Style", "IDE1006", Justification = "The names are those of TorchSharp's methods.")]
internal static class GradientFailures
{
    private const string Arguments = "arguments";

    private static ExceptionDispatchInfo? kept;

    /// <summary>Notes the shapes of an operation's arguments, and throws what an earlier backward pass has left.</summary>
    public static void Begin(autograd.AutogradContext ctx, object[] arguments)
    {
        Throw();
        // Not the tensors: an argument that its own node held would never be freed.
        ctx.save_data(Arguments, arguments.Select(Argument.Of).ToArray());
    }

    /// <summary>The gradients, or NaN in their place.</summary>
    public static List<Tensor> Carry(autograd.AutogradContext ctx, Func<List<Tensor>> gradients)
    {
        try
        {
            return gradients();
        }
        catch (Exception e)
        {
            // The first one is the cause of those that follow.
            Interlocked.CompareExchange(ref kept, ExceptionDispatchInfo.Capture(e), null);
            var arguments = (Argument?[])ctx.get_data(Arguments);
            return [.. arguments.Select(argument => argument is null ? null! : full(argument.Shape, double.NaN, argument.Type, argument.Device))];
        }
    }

    /// <summary>Throws what a gradient threw during a backward pass, once.</summary>
    public static void Throw() => Interlocked.Exchange(ref kept, null)?.Throw();

    public static void backward(Tensor value)
    {
        value.backward();
        Throw();
    }

    public static IList<Tensor> grad(
        IList<Tensor> outputs, IList<Tensor> inputs, IList<Tensor>? outputGradients, bool retainGraph, bool createGraph, bool allowUnused)
    {
        // TorchSharp 0.107 lets no exception out of autograd.grad: the process ends.
        for (var i = 0; i < outputs.Count; i++)
        {
            if (!outputs[i].requires_grad)
                throw new ArgumentException("a gradient is asked for of something that carries none: it was computed without gradients, detached, or made of whole numbers on the way.");
            var (shape, along) = (outputs[i].shape, outputGradients?[i].shape);
            if (along is null ? outputs[i].NumberOfElements != 1 : !shape.AsSpan().SequenceEqual(along))
                throw new ArgumentException($"a gradient needs a scalar or a direction of its shape, got {Shapes.Text(shape)} and {(along is null ? "no direction" : Shapes.Text(along))}.");
        }
        var gradients = autograd.grad(outputs, inputs, outputGradients, retain_graph: retainGraph, create_graph: createGraph, allow_unused: allowUnused);
        Throw();
        return gradients;
    }

    private sealed record Argument(long[] Shape, ScalarType Type, Device Device)
    {
        public static Argument? Of(object? value) =>
            value is Tensor { IsInvalid: false } tensor && tensor.is_floating_point() ? new Argument(tensor.shape, tensor.dtype, tensor.device) : null;
    }
}
