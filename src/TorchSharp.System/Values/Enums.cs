namespace TorchSharp;

public enum compute_mode { use_mm_for_euclid_dist_if_necessary, use_mm_for_euclid_dist, donot_use_mm_for_euclid_dist }
public enum FFTNormType { Backward, Forward, Ortho }
public enum TensorStringStyle { Metadata, Julia, Numpy, CSharp, Default }
