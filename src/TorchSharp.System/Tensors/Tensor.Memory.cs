using System.Runtime.CompilerServices;
using TorchSharp.Utils;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>The memory of the first element; only of a tensor on the CPU can it be read here.</summary>
        internal unsafe void* Data
        {
            get
            {
                if (device_type != DeviceType.CPU) throw new InvalidOperationException($"The tensor is on {device}: its numbers can be read after cpu().");
                void* data;
                Shim.Check(Keep(Shim.shim_data(Live, &data)), "data");
                return data;
            }
        }

        /// <summary>The numbers of a contiguous tensor on the CPU.</summary>
        internal unsafe Span<T> Span<T>() where T : unmanaged
        {
            if (!is_contiguous()) throw new InvalidOperationException("The tensor is not contiguous: call contiguous() first.");
            return new(Data, checked((int)numel()));
        }

        public unsafe Span<byte> bytes
        {
            get
            {
                if (!is_contiguous()) throw new InvalidOperationException("The tensor is not contiguous: call contiguous() first.");
                return new(Data, checked((int)(numel() * element_size())));
            }
            set
            {
                if (value.Length != numel() * element_size()) throw new ArgumentException($"{value.Length} bytes for a tensor of {numel() * element_size()}.");
                value.CopyTo(bytes);
            }
        }

        public TensorAccessor<T> data<T>() where T : unmanaged
        {
            Require<T>();
            return new(this);
        }

        /// <summary>The only number of the tensor, as the type it has.</summary>
        public unsafe T item<T>() where T : unmanaged
        {
            Require<T>();
            if (numel() != 1) throw new ArgumentException($"item needs a tensor with one element; this one has shape [{string.Join(", ", shape)}].");
            if (device_type == DeviceType.CPU) return Keep(Unsafe.Read<T>(Data));
            using var here = cpu();
            return here.Keep(Unsafe.Read<T>(here.Data));
        }

        public Scalar ToScalar()
        {
            if (numel() != 1) throw new ArgumentException($"A tensor of shape [{string.Join(", ", shape)}] is no scalar.");
            return Scalar.Of(__local_scalar_dense.Number(this));
        }

        private void Require<T>()
        {
            var wanted = typeof(T);
            if (ScalarTypes.Of(wanted) != dtype)
                throw new ArgumentException(
                    $"The tensor holds {dtype.Name()}, not {ScalarTypes.Of(wanted).Name()}: read it as that type, or convert it first.");
        }

        private static readonly Op __local_scalar_dense = new("_local_scalar_dense");
    }
}
