namespace GenerativeVI;

/// <summary>Networks of a classifier.</summary>
public enum ClassifierNetwork
{
    /// <summary>LeNet-300-100: fully connected.</summary>
    FullyConnected,

    /// <summary>LeNet-5-Caffe: two convolutions and a hidden layer.</summary>
    Convolutional,
}
