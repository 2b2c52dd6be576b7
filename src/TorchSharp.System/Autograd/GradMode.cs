namespace TorchSharp;

public static partial class torch
{
    public static bool is_grad_enabled() => Shim.shim_grad_mode() != 0;
    public static bool is_inference_mode_enabled() => Shim.shim_inference_mode() != 0;

    /// <summary>Grad mode belongs to the thread: it does not follow an await.</summary>
    public static IDisposable no_grad() => new GradMode(false);
    public static IDisposable enable_grad(bool enabled = true) => new GradMode(enabled);
    public static IDisposable set_grad_enabled(bool mode = true) => new GradMode(mode);
    public static IDisposable inference_mode(bool mode = true) => new InferenceMode(mode);

    private sealed class GradMode : IDisposable
    {
        private readonly bool _before = is_grad_enabled();
        internal GradMode(bool enabled) => Shim.shim_set_grad_mode(enabled ? 1 : 0);
        public void Dispose() => Shim.shim_set_grad_mode(_before ? 1 : 0);
    }

    private sealed class InferenceMode(bool mode) : IDisposable
    {
        private IntPtr _guard = Shim.shim_enter_inference(mode ? 1 : 0);

        public void Dispose()
        {
            var guard = Interlocked.Exchange(ref _guard, 0);
            if (guard != 0) Shim.shim_leave_inference(guard);
        }
    }
}
