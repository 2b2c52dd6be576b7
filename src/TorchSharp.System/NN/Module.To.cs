using System.Reflection;
using TorchSharp.Modules;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public partial class Module
        {
            protected DeviceType _deviceType = DeviceType.CPU;
            protected int _deviceIndex = -1;

            protected internal virtual Module _to(Device device, ScalarType dtype, bool non_blocking)
            {
                CheckType(dtype);
                CheckDevice(device.type);
                _toEpilog(dtype, device, non_blocking);
                return this;
            }

            protected internal virtual Module _to(DeviceType deviceType, int deviceIndex, bool non_blocking)
            {
                CheckDevice(deviceType);
                _toEpilog(null, new Device(deviceType, deviceType == DeviceType.CUDA ? deviceIndex : -1), non_blocking);
                return this;
            }

            protected internal virtual Module _to(ScalarType dtype, bool non_blocking)
            {
                CheckType(dtype);
                _toEpilog(dtype, null, non_blocking);
                return this;
            }

            public Module _to(Tensor other, bool non_blocking)
            {
                _to(other.dtype, non_blocking);
                return _to(other.device_type, other.device_index, non_blocking);
            }

            protected void _toEpilog(ScalarType dtype, bool non_blocking) => _toEpilog(dtype, null, non_blocking);
            protected void _toEpilog(Device device, ScalarType dtype, bool non_blocking) => _toEpilog(dtype, device, non_blocking);
            protected void _toEpilog(DeviceType deviceType, int deviceIndex, bool non_blocking) =>
                _toEpilog(null, new Device(deviceType, deviceIndex), non_blocking);

            /// <summary>
            /// Moves and converts everything below this module. A tensor that changes is replaced and disposed: where it stands in the dictionaries, and in
            /// the property or field of its name.
            /// </summary>
            protected virtual void _toEpilog(ScalarType? dtype, Device? device, bool non_blocking)
            {
                if (dtype is null && device is null) throw new ArgumentException("Neither a type nor a device to move to.");
                foreach (var child in children())
                    if (device is null) child._to(dtype!.Value, non_blocking);
                    else if (dtype is null) child._to(device.type, device.index, non_blocking);
                    else child._to(device, dtype.Value, non_blocking);

                foreach (var (name, parameter) in named_parameters(false).ToList())
                    if (ReplaceParameter(dtype, device, parameter, out var moved))
                    {
                        SetMember(name, moved!);
                        ConditionallyRegisterParameter(name, moved);
                        parameter.Dispose();
                    }
                foreach (var (name, buffer, persistent) in Buffers.ToList())
                    if (ReplaceBuffer(dtype, device, buffer, out var moved))
                    {
                        SetMember(name, moved!);
                        ConditionallyRegisterBuffer(name, moved, persistent);
                    }
                if (device is not null) (_deviceType, _deviceIndex) = (device.type, device.index);
            }

            protected static bool ReplaceParameter(ScalarType? dtype, Device? device, Parameter param, out Parameter? p)
            {
                p = null;
                if (Moved(param, dtype, device) is not { } moved) return false;
                p = new Parameter(moved, param.requires_grad);
                p.DetachFromDisposeScope();
                using var grad = param.grad;
                if (grad is null) return true;
                using var movedGrad = Moved(grad, dtype, device);
                p.grad = movedGrad;
                return true;
            }

            protected static bool ReplaceBuffer(ScalarType? dtype, Device? device, Tensor buffer, out Tensor? result)
            {
                result = Moved(buffer, dtype, device)?.DetachFromDisposeScope();
                if (result is not null) buffer.Dispose();
                return result is not null;
            }

            // Null where nothing changes. Integers and truth values keep their type.
            private static Tensor? Moved(Tensor tensor, ScalarType? dtype, Device? device)
            {
                var type = dtype is not null && IsReal(tensor.dtype) ? dtype.Value : tensor.dtype;
                var there = device is null || device.type == tensor.device_type && (device.index == tensor.device_index || device.index == -1);
                if (there && type == tensor.dtype) return null;
                using var _ = no_grad();
                return there ? tensor.to(type) : tensor.to(type, device!);
            }

            private void SetMember(string name, Tensor value)
            {
                const BindingFlags instance = BindingFlags.Public | BindingFlags.Instance;
                if (GetType().GetProperties(instance).FirstOrDefault(property => property.Name == name
                    && property.CanWrite) is { } property) property.SetValue(this, value);
                else Fields().FirstOrDefault(field => ComponentName(field) == name)?.SetValue(this, value);
            }

            private static bool IsReal(ScalarType type) => is_floating_point(type) || is_complex(type);

            private static void CheckType(ScalarType type)
            {
                if (!IsReal(type)) throw new ArgumentException($"A module holds real or complex numbers; it cannot become {type}.");
            }

            private static void CheckDevice(DeviceType type)
            {
                if (type == DeviceType.CUDA && !cuda.is_available()) throw new InvalidOperationException("CUDA is not available.");
            }
        }
    }
}
