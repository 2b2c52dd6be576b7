// A VAE on MNIST from code: the twelve lines of the README, then the claim they make.
//   dotnet run --project examples/MnistVae -c Release [-- --smoke]
using GenerativeVI;
using GenerativeVI.Data;
using GenerativeVI.Tensors;
using GenerativeVI.Training;

var smoke = args.Contains("--smoke");
var name = args.FirstOrDefault(a => !a.StartsWith("--", StringComparison.Ordinal)) ?? "mnist";

// README: begin
var images = ImageSource.Load(name);
var random = new RandomStream(seed: 1);
using var train = TensorData.From(images.Train);
using var test = TensorData.From(images.Test).Binarize(random.Split("test bits"));
using var recipe = Recipes.Vae(new VaeSettings { Hidden = [400], Latent = 20 }, train.Dimension, random.Split("weights"));
var trainer = new Trainer(recipe.Module, recipe.Phases(1e-3), new DataLoader(train, 128, dynamicBinarization: true), random.Split("training"));
trainer.EpochFinished += e => Console.WriteLine($"epoch {e.Epoch}: ELBO >= {e.Bound:F2} nats, {e.RowsPerSecond:F0} images/s");
trainer.Run(epochs: 5, maximumSteps: smoke ? 100 : null);
using var model = new TrainedModel(recipe, train.EventShape);
var (elbo, logLikelihood) = model.Evaluate(smoke ? test.Take(100) : test, samples: 100, random.Split("evaluation"));
Console.WriteLine($"test: ELBO >= {elbo}, log p(x) >= {logLikelihood}");
Pictures.Save(model.Sample(64, random.Split("pictures")), model.EventShape, "samples.png");
// README: end

// The claim: a hundred steps already beat independent pixels (about -206 nats on binarized MNIST), and the tighter bound is the tighter one.
var floor = smoke ? -206 : -115;
if (elbo.Value < floor && name == "mnist" || logLikelihood.Value < elbo.Value) throw new InvalidOperationException($"expected more than {floor} nats, got {elbo} and {logLikelihood}.");
