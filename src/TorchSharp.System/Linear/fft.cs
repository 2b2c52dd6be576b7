namespace TorchSharp;

public static partial class torch
{
    // Discrete Fourier transforms.

    public static partial class fft
    {
        public static Tensor fft_(Tensor input, long n = -1, long dim = -1, FFTNormType norm = FFTNormType.Backward) =>
            _fft_fft.One(input, Length(n), dim, Norm(norm));
        public static Tensor ifft(Tensor input, long n = -1, long dim = -1, FFTNormType norm = FFTNormType.Backward) =>
            _fft_ifft.One(input, Length(n), dim, Norm(norm));
        public static Tensor rfft(Tensor input, long n = -1, long dim = -1, FFTNormType norm = FFTNormType.Backward) =>
            _fft_rfft.One(input, Length(n), dim, Norm(norm));
        public static Tensor irfft(Tensor input, long n = -1, long dim = -1, FFTNormType norm = FFTNormType.Backward) =>
            _fft_irfft.One(input, Length(n), dim, Norm(norm));
        public static Tensor hfft(Tensor input, long n = -1, long dim = -1, FFTNormType norm = FFTNormType.Backward) =>
            _fft_hfft.One(input, Length(n), dim, Norm(norm));
        public static Tensor ihfft(Tensor input, long n = -1, long dim = -1, FFTNormType norm = FFTNormType.Backward) =>
            _fft_ihfft.One(input, Length(n), dim, Norm(norm));
        public static Tensor fft2(Tensor input, long[]? s = null, long[]? dim = null, FFTNormType norm = FFTNormType.Backward) =>
            _fft_fft2.One(input, s, dim ?? [-2, -1], Norm(norm));
        public static Tensor ifft2(Tensor input, long[]? s = null, long[]? dim = null, FFTNormType norm = FFTNormType.Backward) =>
            _fft_ifft2.One(input, s, dim ?? [-2, -1], Norm(norm));
        public static Tensor rfft2(Tensor input, long[]? s = null, long[]? dim = null, FFTNormType norm = FFTNormType.Backward) =>
            _fft_rfft2.One(input, s, dim ?? [-2, -1], Norm(norm));
        public static Tensor irfft2(Tensor input, long[]? s = null, long[]? dim = null, FFTNormType norm = FFTNormType.Backward) =>
            _fft_irfft2.One(input, s, dim ?? [-2, -1], Norm(norm));
        public static Tensor hfft2(Tensor input, long[]? s = null, long[]? dim = null, FFTNormType norm = FFTNormType.Backward) =>
            _fft_hfft2.One(input, s, dim ?? [-2, -1], Norm(norm));
        public static Tensor ihfft2(Tensor input, long[]? s = null, long[]? dim = null, FFTNormType norm = FFTNormType.Backward) =>
            _fft_ihfft2.One(input, s, dim ?? [-2, -1], Norm(norm));
        public static Tensor fftn(Tensor input, long[]? s = null, long[]? dim = null, FFTNormType norm = FFTNormType.Backward) =>
            _fft_fftn.One(input, s, dim, Norm(norm));
        public static Tensor ifftn(Tensor input, long[]? s = null, long[]? dim = null, FFTNormType norm = FFTNormType.Backward) =>
            _fft_ifftn.One(input, s, dim, Norm(norm));
        public static Tensor rfftn(Tensor input, long[]? s = null, long[]? dim = null, FFTNormType norm = FFTNormType.Backward) =>
            _fft_rfftn.One(input, s, dim, Norm(norm));
        public static Tensor irfftn(Tensor input, long[]? s = null, long[]? dim = null, FFTNormType norm = FFTNormType.Backward) =>
            _fft_irfftn.One(input, s, dim, Norm(norm));
        public static Tensor hfftn(Tensor input, long[]? s = null, long[]? dim = null, FFTNormType norm = FFTNormType.Backward) =>
            _fft_hfftn.One(input, s, dim, Norm(norm));
        public static Tensor ihfftn(Tensor input, long[]? s = null, long[]? dim = null, FFTNormType norm = FFTNormType.Backward) =>
            _fft_ihfftn.One(input, s, dim, Norm(norm));
        public static Tensor fftshift(Tensor input, long[]? dim = null) => _fft_fftshift.One(input, dim);
        public static Tensor ifftshift(Tensor input, long[]? dim = null) => _fft_ifftshift.One(input, dim);
        public static Tensor fftfreq(long n, double d = 1, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
            Made(_fft_fftfreq.One(n, d, dtype, Arg.None, device ?? _default), requires_grad);
        public static Tensor rfftfreq(long n, double d = 1, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
            Made(_fft_rfftfreq.One(n, d, dtype, Arg.None, device ?? _default), requires_grad);
        private static long? Length(long n) => n < 0 ? null : n;
        private static string Norm(FFTNormType norm) => norm.ToString().ToLowerInvariant();

        private static readonly Op _fft_fft = new("fft_fft"), _fft_ifft = new("fft_ifft"), _fft_rfft = new("fft_rfft"), _fft_irfft = new("fft_irfft"),
            _fft_hfft = new("fft_hfft"), _fft_ihfft = new("fft_ihfft"), _fft_fft2 = new("fft_fft2"), _fft_ifft2 = new("fft_ifft2"),
            _fft_rfft2 = new("fft_rfft2"), _fft_irfft2 = new("fft_irfft2"), _fft_hfft2 = new("fft_hfft2"), _fft_ihfft2 = new("fft_ihfft2"),
            _fft_fftn = new("fft_fftn"), _fft_ifftn = new("fft_ifftn"), _fft_rfftn = new("fft_rfftn"), _fft_irfftn = new("fft_irfftn"),
            _fft_hfftn = new("fft_hfftn"), _fft_ihfftn = new("fft_ihfftn"), _fft_fftshift = new("fft_fftshift"), _fft_ifftshift = new("fft_ifftshift"),
            _fft_fftfreq = new("fft_fftfreq"), _fft_rfftfreq = new("fft_rfftfreq");
    }
}
