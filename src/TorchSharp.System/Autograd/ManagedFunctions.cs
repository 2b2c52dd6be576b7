using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;
using System.Text;

namespace TorchSharp;

public static partial class torch
{
    public static partial class autograd
    {
        /// <summary>Carries custom functions into libtorch's graph and its calls back out of it.</summary>
        internal static unsafe class ManagedFunctions
        {
            private static readonly ConcurrentDictionary<long, ExceptionDispatchInfo> _exceptions = new();
            private static long _lastException;

            /// <summary>What backward needs to know: of the arguments only their number and where tensors stood, lest the graph keep them alive.</summary>
            internal sealed record Node(string Name, int Arguments, int[] Positions, AutogradContext Context, Derivative Backward);

            internal delegate List<Tensor> Derivative(AutogradContext context, List<Tensor> gradients);

            /// <summary>Makes the outputs depend on the tensors among the arguments, where one of them requires grad.</summary>
            internal static List<Tensor> Join(string name, object[] vars, AutogradContext context, Derivative backward, List<Tensor> outputs)
            {
                var inputs = vars.OfType<Tensor>().ToArray();
                var inputHandles = Array.ConvertAll(inputs, t => t.Live);
                fixed (IntPtr* i = inputHandles)
                {
                    if (Shim.shim_any_requires_grad(i, inputs.Length) == 0) return outputs;
                    var results = outputs.Select(t => t.Live).ToArray();
                    var dirty = outputs.Select(t => Contains(context.Dirty, t)).ToArray();
                    var constant = outputs.Select(t => Contains(context.Constant, t)).ToArray();
                    for (var k = 0; k < results.Length; k++) Shim.shim_share(results[k]);
                    var saved = context.Saved;
                    var node = new Node(name, vars.Length, [.. Enumerable.Range(0, vars.Length).Where(p => vars[p] is Tensor)], context, backward);
                    var id = (long)GCHandle.ToIntPtr(GCHandle.Alloc(node));
                    fixed (IntPtr* r = results, s = saved.Select(t => t?.Live ?? 0).ToArray())
                    fixed (int* d = dirty, c = constant)
                    fixed (byte* title = Encoding.UTF8.GetBytes(name + "\0"))
                    {
                        var materialize = context.MaterializeGrads ? 1 : 0;
                        Shim.Check(Shim.shim_node(id, title, i, inputs.Length, r, results.Length, d, c, s, saved.Count, materialize), name);
                    }
                    GC.KeepAlive((inputs, saved));
                    context.HandOver();
                    return [.. outputs.Select((output, k) => Replace(output, results[k]))];
                }
            }

            private static int Contains(List<Tensor> tensors, Tensor tensor) => tensors.Exists(t => t.Live == tensor.Live) ? 1 : 0;

            private static Tensor Replace(Tensor output, IntPtr handle)
            {
                if (handle != output.Live) return new Tensor(handle);
                Shim.shim_release(handle);
                return output;
            }

            [UnmanagedCallersOnly]
            internal static long Backward(long id, IntPtr native, IntPtr* gradients, int count, IntPtr* results, int inputs)
            {
                var node = (Node)GCHandle.FromIntPtr((IntPtr)id).Target!;
                try
                {
                    using var scope = NewDisposeScope();
                    var given = new List<Tensor>(count);
                    for (var i = 0; i < count; i++) given.Add(gradients[i] != 0 ? new Tensor(gradients[i]) : null!);
                    node.Context.Node = native;
                    var returned = node.Backward(node.Context, given);
                    if (returned.Count != node.Arguments && returned.Count != inputs)
                        throw new InvalidOperationException(
                            $"{node.Name}.backward returned {returned.Count} gradients for {node.Arguments} arguments: one for each, null where there is none.");
                    for (var i = 0; i < inputs; i++)
                        if (returned[returned.Count == node.Arguments ? node.Positions[i] : i] is { } gradient)
                            results[i] = Shim.shim_share(gradient.Live);
                    return 0;
                }
                catch (Exception exception)
                {
                    for (var i = 0; i < inputs; i++) if (results[i] != 0) Shim.shim_release(results[i]);
                    var number = Interlocked.Increment(ref _lastException);
                    _exceptions[number] = ExceptionDispatchInfo.Capture(exception);
                    return number;
                }
                finally
                {
                    node.Context.Node = 0;
                }
            }

            [UnmanagedCallersOnly]
            internal static void Forget(long id)
            {
                if (id != 0) GCHandle.FromIntPtr((IntPtr)id).Free();
            }

            internal static void Rethrow(long number)
            {
                if (_exceptions.TryRemove(number, out var exception)) exception.Throw();
            }
        }
    }
}
