using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace TorchSharp;

/// <summary>The native functions of native/*.cpp. Loading happens at the first call, never earlier: a process may still set its environment before.</summary>
internal static unsafe partial class Shim
{
    private const string Library = "torchshim";

    static Shim()
    {
        NativeLibrary.SetDllImportResolver(typeof(Shim).Assembly, Load);
        shim_start();
        shim_functions(new Callbacks { Backward = &torch.autograd.ManagedFunctions.Backward, Forget = &torch.autograd.ManagedFunctions.Forget });
    }

    private static IntPtr Load(string name, Assembly assembly, DllImportSearchPath? path)
    {
        if (name != Library) return IntPtr.Zero;
        try
        {
            return NativeLibrary.Load(name, assembly, path);
        }
        catch (Exception e) when (e is DllNotFoundException or BadImageFormatException)
        {
            const string remedy = "libtorchshim.so, or the libtorch it was compiled for, could not be loaded: build again, so that the two match. ";
            throw new DllNotFoundException(remedy + e.Message, e);
        }
    }

    /// <summary>Throws what a failed native function left behind.</summary>
    internal static void Check(long status, string what = "")
    {
        if (status < 0) Throw(what);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static void Throw(string what)
    {
        long managed;
        var message = Marshal.PtrToStringUTF8(shim_error(&managed));
        if (managed != 0) torch.autograd.ManagedFunctions.Rethrow(managed);
        throw new ExternalException(what.Length > 0 ? $"{what}: {message}" : message);
    }

    internal struct Callbacks
    {
        internal delegate* unmanaged<long, IntPtr, IntPtr*, int, IntPtr*, int, long> Backward;
        internal delegate* unmanaged<long, void> Forget;
    }

    [DllImport(Library)] internal static extern void shim_start();
    [DllImport(Library)] internal static extern IntPtr shim_version();
    [DllImport(Library)] internal static extern IntPtr shim_error(long* managed);

    [DllImport(Library)] internal static extern long shim_find(byte* name, byte* overload, IntPtr* found);
    [DllImport(Library)] internal static extern long shim_call(IntPtr op, Value* values, int given, Value* results, int* count);
    [DllImport(Library)] internal static extern void shim_overflow(Value* results);

    [DllImport(Library)] internal static extern void shim_release(IntPtr tensor);
    [DllImport(Library)] internal static extern IntPtr shim_share(IntPtr tensor);
    [DllImport(Library), SuppressGCTransition] internal static extern long shim_dim(IntPtr tensor);
    [DllImport(Library), SuppressGCTransition] internal static extern long shim_numel(IntPtr tensor);
    [DllImport(Library), SuppressGCTransition] internal static extern int shim_dtype(IntPtr tensor);
    [DllImport(Library), SuppressGCTransition] internal static extern int shim_device(IntPtr tensor, int* index);
    [DllImport(Library), SuppressGCTransition] internal static extern long shim_element_size(IntPtr tensor);
    [DllImport(Library), SuppressGCTransition] internal static extern long shim_size(IntPtr tensor, long i);
    [DllImport(Library), SuppressGCTransition] internal static extern void shim_sizes(IntPtr tensor, long* sizes);
    [DllImport(Library), SuppressGCTransition] internal static extern void shim_strides(IntPtr tensor, long* strides);
    [DllImport(Library), SuppressGCTransition] internal static extern int shim_layout(IntPtr tensor);
    [DllImport(Library), SuppressGCTransition] internal static extern int shim_is_contiguous(IntPtr tensor);
    [DllImport(Library), SuppressGCTransition] internal static extern int shim_is_leaf(IntPtr tensor);
    [DllImport(Library), SuppressGCTransition] internal static extern int shim_requires_grad(IntPtr tensor);
    [DllImport(Library), SuppressGCTransition] internal static extern long shim_storage_offset(IntPtr tensor);
    [DllImport(Library), SuppressGCTransition] internal static extern long shim_storage_bytes(IntPtr tensor);
    [DllImport(Library)] internal static extern long shim_data(IntPtr tensor, void** data);
    [DllImport(Library)] internal static extern long shim_set_requires_grad(IntPtr tensor, int on);
    [DllImport(Library)] internal static extern long shim_from_blob(void* data, long* sizes, int dims, int dtype, int device, int index,
        delegate* unmanaged<IntPtr, void> release, IntPtr context, IntPtr* result);

    [DllImport(Library)] internal static extern long shim_save(IntPtr tensor, byte* path);
    [DllImport(Library)] internal static extern long shim_load(byte* path, IntPtr* result);

    [DllImport(Library)] internal static extern int shim_promote(int left, int right);
    [DllImport(Library)] internal static extern int shim_default_dtype();
    [DllImport(Library)] internal static extern long shim_set_default_dtype(int dtype);

    [DllImport(Library)] internal static extern long shim_generator(int device, int index, ulong seed, IntPtr* result);
    [DllImport(Library)] internal static extern long shim_default_generator(int device, int index, IntPtr* result);
    [DllImport(Library)] internal static extern void shim_generator_release(IntPtr generator);
    [DllImport(Library)] internal static extern long shim_generator_seed(IntPtr generator, ulong seed);
    [DllImport(Library)] internal static extern ulong shim_generator_current_seed(IntPtr generator);
    [DllImport(Library)] internal static extern ulong shim_generator_new_seed(IntPtr generator);
    [DllImport(Library)] internal static extern long shim_generator_state(IntPtr generator, IntPtr* state);
    [DllImport(Library)] internal static extern long shim_generator_set_state(IntPtr generator, IntPtr state);

    [DllImport(Library)] internal static extern int shim_threads();
    [DllImport(Library)] internal static extern long shim_set_threads(int count);
    [DllImport(Library)] internal static extern int shim_interop_threads();
    [DllImport(Library)] internal static extern long shim_set_interop_threads(int count);
    [DllImport(Library)] internal static extern int shim_device_count(int device);
    [DllImport(Library)] internal static extern int shim_has_cudnn();
    [DllImport(Library)] internal static extern long shim_synchronize(int index);
    [DllImport(Library)] internal static extern int shim_tf32(int cudnn);
    [DllImport(Library)] internal static extern long shim_set_tf32(int cudnn, int on);

    [DllImport(Library), SuppressGCTransition] internal static extern int shim_grad_mode();
    [DllImport(Library), SuppressGCTransition] internal static extern void shim_set_grad_mode(int on);
    [DllImport(Library), SuppressGCTransition] internal static extern int shim_inference_mode();
    [DllImport(Library)] internal static extern int shim_anomaly_mode();
    [DllImport(Library)] internal static extern void shim_set_anomaly_mode(int on, int nan);
    [DllImport(Library)] internal static extern IntPtr shim_enter_inference(int on);
    [DllImport(Library)] internal static extern void shim_leave_inference(IntPtr guard);
    [DllImport(Library)] internal static extern long shim_backward(IntPtr* roots, int count, IntPtr* grads, int keep, int create, IntPtr* inputs,
        int inputCount);
    [DllImport(Library)] internal static extern long shim_grads(IntPtr* outputs, int count, IntPtr* inputs, int inputCount, IntPtr* grads, int keep,
        int create, int unused, IntPtr* results);
    [DllImport(Library)] internal static extern IntPtr shim_grad(IntPtr tensor);
    [DllImport(Library)] internal static extern long shim_set_grad(IntPtr tensor, IntPtr grad);
    [DllImport(Library)] internal static extern long shim_retain_grad(IntPtr tensor);
    [DllImport(Library)] internal static extern void shim_functions(Callbacks callbacks);
    [DllImport(Library)] internal static extern int shim_any_requires_grad(IntPtr* inputs, int count);
    [DllImport(Library)] internal static extern long shim_node(long id, byte* title, IntPtr* inputs, int inputCount, IntPtr* outputs, int count, int* dirty,
        int* constant, IntPtr* saved, int savedCount, int materialize);
    [DllImport(Library)] internal static extern long shim_saved(IntPtr node, IntPtr* results);
}
