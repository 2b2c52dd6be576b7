namespace TorchSharp;

public enum PaddingModes { Zeros, Reflect, Replicate, Circular, Constant }

public enum Padding { Valid, Same }

public static partial class torch
{
    public enum InterpolationMode { Nearest, Linear, Bilinear, Bicubic, Trilinear, Area, NearestExact }
    public enum UpsampleMode { Nearest, Linear, Bilinear, Bicubic, Trilinear }
    public enum GridSampleMode { Nearest, Bilinear = 2 }
    public enum GridSamplePaddingMode { Zeros, Reflection, Border }

    public static partial class nn
    {
        public enum Reduction : long { None, Mean, Sum }
    }
}
