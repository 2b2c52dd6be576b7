namespace TorchSharp;

public static partial class torch
{
    /// <summary>A stream of random bits on the CPU, reproducible from its seed.</summary>
    public class Generator : IDisposable
    {
        private IntPtr _handle;

        public unsafe Generator(ulong seed = 0, Device? device = null)
        {
            this.device = device ?? CPU;
            IntPtr handle;
            Shim.Check(Shim.shim_generator((int)this.device.type, this.device.index, seed, &handle), "Generator");
            _handle = handle;
        }

        private Generator(IntPtr handle, Device device) => (_handle, this.device) = (handle, device);

        ~Generator() => Dispose(false);

        public static Generator Default => For(CPU);

        internal static unsafe Generator For(Device device)
        {
            IntPtr handle;
            Shim.Check(Shim.shim_default_generator((int)device.type, device.index, &handle), "the default generator");
            return new(handle, device);
        }

        public Device device { get; }
        public IntPtr Handle => _handle != 0 ? _handle : throw new ObjectDisposedException(nameof(Generator));

        public Generator manual_seed(long seed)
        {
            Shim.Check(Shim.shim_generator_seed(Handle, (ulong)seed), "manual_seed");
            GC.KeepAlive(this);
            return this;
        }

        public long seed()
        {
            var seed = (long)Shim.shim_generator_new_seed(Handle);
            GC.KeepAlive(this);
            return seed;
        }

        public long initial_seed()
        {
            var seed = (long)Shim.shim_generator_current_seed(Handle);
            GC.KeepAlive(this);
            return seed;
        }

        public unsafe Tensor get_state()
        {
            IntPtr state;
            Shim.Check(Shim.shim_generator_state(Handle, &state), "get_state");
            GC.KeepAlive(this);
            return new(state);
        }

        public void set_state(Tensor value)
        {
            Shim.Check(Shim.shim_generator_set_state(Handle, value.Live), "set_state");
            GC.KeepAlive(this);
            GC.KeepAlive(value);
        }

        public void Dispose()
        {
            Dispose(true);
            GC.SuppressFinalize(this);
        }

        protected virtual void Dispose(bool disposing)
        {
            var handle = Interlocked.Exchange(ref _handle, 0);
            if (handle != 0) Shim.shim_generator_release(handle);
        }
    }

    /// <summary>Seeds the default generators of the CPU and of every CUDA device.</summary>
    public static Generator manual_seed(long seed)
    {
        cuda.manual_seed_all(seed);
        return Generator.Default.manual_seed(seed);
    }

    public static long seed() => Generator.Default.seed();
    public static long initial_seed() => Generator.Default.initial_seed();
    public static Tensor get_rng_state() => Generator.Default.get_state();
    public static void set_rng_state(Tensor new_state) => Generator.Default.set_state(new_state);

    public static class random
    {
        public static Generator manual_seed(long seed) => torch.manual_seed(seed);
        public static long seed() => torch.seed();
        public static long initial_seed() => torch.initial_seed();
        public static Tensor get_rng_state() => torch.get_rng_state();
        public static void set_rng_state(Tensor new_state) => torch.set_rng_state(new_state);
    }
}
