namespace GenerativeVI.Data;

/// <summary>How grey values in [0, 1] become what a Bernoulli likelihood is trained on. Results under different choices are not comparable: static and dynamic MNIST differ by about 2 nats.</summary>
public enum Binarization
{
    /// <summary>Grey values as they are. Under a Bernoulli likelihood the bounds are then bounds on the mean log-likelihood over dynamic binarizations of the image.</summary>
    None,

    /// <summary>Each pixel drawn once, with its grey value as probability, before training (Larochelle's protocol; his own draw of MNIST is a data set of its own).</summary>
    Static,

    /// <summary>Each pixel of a training image drawn anew every time the image is seen; test images are drawn once.</summary>
    Dynamic,
}
