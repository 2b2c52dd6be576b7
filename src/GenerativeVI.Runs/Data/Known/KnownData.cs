using static GenerativeVI.Data.SetPart;

namespace GenerativeVI.Data;

/// <summary>
/// The registry of data sets by name. A new set is one entry here: everything else (finding, downloading, checking, listing, loading) follows from it.
/// </summary>
/// <remarks>Lengths and checksums are those of the published files; data/README.md says where each set comes from.</remarks>
public static class KnownData
{
    /// <summary>Every known set, the default first.</summary>
    public static IReadOnlyList<KnownSet> All { get; } = [Mnist(), FashionMnist(), BinarizedMnist(), FreyFaces(), Silhouettes()];

    /// <summary>Finds a set by name.</summary>
    /// <param name="name">Its name in any case, with hyphens or underscores.</param>
    /// <returns>The set, or null if the name is not known.</returns>
    public static KnownSet? Find(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return All.FirstOrDefault(set => set.Name == Canonical(name));
    }

    /// <summary>The published file that has a content, with its set's name; null for any other content.</summary>
    internal static string? NameOf(string fingerprint)
        => All.SelectMany(set => set.Files, (set, file) => (set, file)).Where(known => known.file.Fingerprint == fingerprint)
            .Select(known => $"{known.file.UnpackedName} of {known.set.Name}").FirstOrDefault();

    internal static string Canonical(string name) => name.Replace('_', '-').ToLowerInvariant();

    private static KnownSet Mnist() => new(
        "mnist",
        "handwritten digits, 60000 + 10000 gray images of 28 x 28, 10 classes",
        "Y. LeCun, C. Cortes and C. Burges, http://yann.lecun.com/exdb/mnist",
        "CC BY-SA 3.0",
        [new("https://ossci-datasets.s3.amazonaws.com/mnist/"), new("https://storage.googleapis.com/cvdf-datasets/mnist/")],
        [
            new("train-images-idx3-ubyte.gz", Train, false, 9912422,
                "440fcabf73cc546fa21475e81ea370265605f56be210a4024d2ca8f203523609",
                "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db"),
            new("train-labels-idx1-ubyte.gz", Train, true, 28881,
                "3552534a0a558bbed6aed32b30c495cca23d567ec52cac8be1a0730e8010255c",
                "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5"),
            new("t10k-images-idx3-ubyte.gz", Test, false, 1648877,
                "8d422c7b0a1c1c79245a5bcf07fe86e33eeafee792b84584aec276f5a2dbc4e6",
                "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7"),
            new("t10k-labels-idx1-ubyte.gz", Test, true, 4542,
                "f7ae60f92e00ec6debd23a6088c31dbd2371eca3ffa0defaefb259924204aec6",
                "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2"),
        ]);

    private static KnownSet FashionMnist() => new(
        "fashion-mnist",
        "photographs of clothes, 60000 + 10000 gray images of 28 x 28, 10 classes",
        "H. Xiao, K. Rasul and R. Vollgraf (2017), https://github.com/zalandoresearch/fashion-mnist",
        "MIT",
        [new("http://fashion-mnist.s3-website.eu-central-1.amazonaws.com/"), new("https://raw.githubusercontent.com/zalandoresearch/fashion-mnist/master/data/fashion/")],
        [
            new("train-images-idx3-ubyte.gz", Train, false, 26421880,
                "3aede38d61863908ad78613f6a32ed271626dd12800ba2636569512369268a84",
                "c59f468a2f672dc815687fe0f83887768d799fd8a3f3276145d20f83aa44d888"),
            new("train-labels-idx1-ubyte.gz", Train, true, 29515,
                "a04f17134ac03560a47e3764e11b92fc97de4d1bfaf8ba1a3aa29af54cc90845",
                "bad3541b69d912435c50bb6ba87bec294ff4f6a2e1246121d8633921760443d9"),
            new("t10k-images-idx3-ubyte.gz", Test, false, 4422102,
                "346e55b948d973a97e58d2351dde16a484bd415d4595297633bb08f03db6a073",
                "5b4141f0afbad91edebe8549f8fcffe087ea10ca49f1dbef5c9a5cd8815ce37b"),
            new("t10k-labels-idx1-ubyte.gz", Test, true, 5148,
                "67da17c76eaffca5446c3361aaab5c3cd6d1c2608764d35dfb1850b086bf8dd5",
                "0402a96d92fd2663957122ceb108a494c5af83dab82d92729df917d7dec38c34"),
        ])
    { Package = "dataset-fashion-mnist" };

    private static KnownSet BinarizedMnist() => new(
        "binarized-mnist",
        "MNIST binarized once and for all, 50000 + 10000 + 10000 images of 28 x 28, pixels 0 or 1",
        "H. Larochelle, http://www.cs.toronto.edu/~larocheh/public/datasets/binarized_mnist (text there, idx here)",
        "as MNIST",
        [],
        [
            new("binarized_mnist_train-images-idx3-ubyte.gz", Train, false, 1844294,
                "29c9b0e88796ccc980a814814e1c510c28ec9591af9ee53de6f5b6f5e7d19992",
                "0eae7dff54784fdce12433da8ed5d8549d4676c91740d78aa0b18fa99a8b96f2"),
            new("binarized_mnist_valid-images-idx3-ubyte.gz", Validation, false, 368995,
                "28dbb7038b093a1a7b05d5924828d5d992d9b61b780d40321a83edbfbaeba525",
                "1b017d51bf2733a6cbde62f26dd36be91c88ab4e95f8de9cdafadcb26fe9a852"),
            new("binarized_mnist_test-images-idx3-ubyte.gz", Test, false, 349419,
                "2ec0710ee02fe07a3f8d2b6daec8e2aa068dced78b19a8cd6bc1cedf16247367",
                "491785121c5ff9ffb073809cd7c755a241b9e04052f1cf2ec7c9608a9346e097"),
        ]);

    private static KnownSet FreyFaces() => new(
        "freyfaces",
        "frames of one face on video, 1965 gray images of 28 x 20",
        "B. Frey and S. Roweis, https://cs.nyu.edu/~roweis/data.html",
        "none stated",
        [],
        [
            new("freyfaces-images-idx3-ubyte.gz", Train, false, 996676,
                "4dcc2b060e51264dbcab9dfe4493d2078dbda1950840089c90f13be4f9a47eb8",
                "c943677a3bcb83ed2de1207d4355c360cabfee597a538f9735ec3254886c365f"),
        ])
    { ShuffleSeed = 0 };

    private static KnownSet Silhouettes() => new(
        "caltech101-silhouettes",
        "outlines of objects, 4100 + 2264 + 2307 images of 28 x 28, pixels 0 (object) or 1, 101 classes",
        "B. Marlin, K. Swersky, B. Chen and N. de Freitas (2010), https://people.cs.umass.edu/~marlin/data.shtml",
        "none stated",
        [],
        [
            new("caltech101_silhouettes_28_split1_train-images-idx3-ubyte.gz", Train, false, 161352,
                "15253e51777929e70dad4e84fefa8d631e5197b3c51b309ea74fd10315f2fa3f",
                "4726df30ed85d53b6530d6371760464606e8c297a8bb5302cb097bac2064708e"),
            new("caltech101_silhouettes_28_split1_train-labels-idx1-ubyte.gz", Train, true, 3433,
                "967d678f0cb084fb59d2230ecf7e343832ddd25be39f3a5f537c05a9bb507dfd",
                "5ceab0e66416366baabb89602dc51489e32dc572085ccf1bdab11499348c3f95"),
            new("caltech101_silhouettes_28_split1_val-images-idx3-ubyte.gz", Validation, false, 87689,
                "49ec856cdde31aa2e653044e6999a2fe992095738e7cdc0705debd47eb6d063d",
                "79c46f895724e4a515f9fd38352a27fe6f9825b431a93c55fd7a7d02886f59a2"),
            new("caltech101_silhouettes_28_split1_val-labels-idx1-ubyte.gz", Validation, true, 1680,
                "24ce5e4ac7e3b91bda87a5f1b9c4456ed1bc8dba20334713a14de931d00b8d5d",
                "b272c283962136c57b09f5709f7bff6c1367b1ac6bfb4e125f88f1c8a754d91f"),
            new("caltech101_silhouettes_28_split1_test-images-idx3-ubyte.gz", Test, false, 89300,
                "2b2109201236d4c80ef51cf77455b3d339ee1d6cbc6af78d39224d084cbb8f7b",
                "c7acbba938f7f249273457bb7a46df1cc5ac69157b9836bf6a39f8e7648ebf41"),
            new("caltech101_silhouettes_28_split1_test-labels-idx1-ubyte.gz", Test, true, 1719,
                "9febda74132bdacf91fa42d546250205600557cc41a1315a50487b6321743170",
                "dbdce792e5bc219dcc55090447c3cdc859a847a526c94938448f07dacd9dc5f5"),
        ]);
}
