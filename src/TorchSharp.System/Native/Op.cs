using System.Runtime.CompilerServices;
using System.Text;

namespace TorchSharp;

/// <summary>
/// An operator of libtorch's dispatcher, found once by name; "aten::" may be left out. Arguments stand in the order of the operator's schema; trailing ones
/// that are left out take the schema's defaults. A call allocates nothing managed but the tensors it returns, and keeps its arguments alive.
/// </summary>
internal sealed unsafe class Op(string name, string overload = "")
{
    private const int Room = 16;
    private IntPtr _handle;

    internal torch.Tensor One(params ReadOnlySpan<Arg> args)
    {
        Value result;
        var count = Call(args, &result, 1);
        return Wrap(count > 0 ? result : default);
    }

    internal (torch.Tensor, torch.Tensor) Two(params ReadOnlySpan<Arg> args)
    {
        var results = stackalloc Value[2];
        Call(args, results, 2);
        return (Wrap(results[0]), Wrap(results[1]));
    }

    internal (torch.Tensor, torch.Tensor, torch.Tensor) Three(params ReadOnlySpan<Arg> args)
    {
        var results = stackalloc Value[3];
        Call(args, results, 3);
        return (Wrap(results[0]), Wrap(results[1]), Wrap(results[2]));
    }

    internal torch.Tensor[] Many(params ReadOnlySpan<Arg> args)
    {
        var results = stackalloc Value[Room];
        var count = Call(args, results, Room);
        var tensors = new torch.Tensor[count];
        for (var i = 0; i < Math.Min(count, Room); i++) tensors[i] = Wrap(results[i]);
        if (count > Room)
        {
            var rest = new Value[count - Room];
            fixed (Value* first = rest) Shim.shim_overflow(first);
            for (var i = 0; i < rest.Length; i++) tensors[Room + i] = Wrap(rest[i]);
        }
        return tensors;
    }

    /// <summary>Calls an operator whose results are not wanted.</summary>
    internal void Run(params ReadOnlySpan<Arg> args) => Call(args, null, 0);

    /// <summary>Calls an operator that changes its first argument, and returns that same object.</summary>
    internal torch.Tensor In(params ReadOnlySpan<Arg> args)
    {
        Call(args, null, 0);
        return args[0].Tensor;
    }

    /// <summary>Calls an operator that returns a number or a truth value.</summary>
    internal Value Number(params ReadOnlySpan<Arg> args)
    {
        Value result;
        Call(args, &result, 1);
        return result;
    }

    internal bool Truth(params ReadOnlySpan<Arg> args) => Number(args).Integer != 0;

    private static torch.Tensor Wrap(Value value) => value is { Tag: Tag.Tensor, Tensor: not 0 } ? new torch.Tensor(value.Tensor) : null!;

    [SkipLocalsInit]
    private int Call(ReadOnlySpan<Arg> args, Value* results, int count)
    {
        if (_handle == 0) Find();
        var words = 0;
        foreach (ref readonly var arg in args) words += arg.Words;
        var values = stackalloc Value[args.Length];
        const int small = 64;
        var stack = stackalloc long[small];
        long status;
        fixed (long* heap = words > small ? new long[words] : null)
        {
            var scratch = words > small ? heap : stack;
            for (var i = 0; i < args.Length; i++) args[i].Write(ref values[i], ref scratch);
            status = Shim.shim_call(_handle, values, args.Length, results, &count);
        }
        if (status < 0) Fail(args);
        foreach (ref readonly var arg in args) arg.KeepAlive();
        if (status > 0) Allocations.Add(status);
        return count;
    }

    private void Find()
    {
        fixed (byte* n = Encoding.UTF8.GetBytes((name.Contains("::") ? name : "aten::" + name) + "\0"), o = Encoding.UTF8.GetBytes(overload + "\0"))
        fixed (IntPtr* handle = &_handle)
            Shim.Check(Shim.shim_find(n, o, handle));
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Fail(ReadOnlySpan<Arg> args)
    {
        var shown = new List<string>();
        foreach (var arg in args) shown.Add(arg.ToString());
        Shim.Throw($"{name.Replace("aten::", "")}({string.Join(", ", shown)})");
    }
}
