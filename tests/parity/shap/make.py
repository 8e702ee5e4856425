"""Writes small models of real flights and what LightGBM and the `shap` package say of them: `python tests/parity/shap/make.py`.

It needs the packages of tests/bench/shap-requirements.txt. Covers are those of the training
rows, which are the rows of flights.csv, so that Rowcast's, which are counted on the rows that it scores, have to be the same.
"""

import csv
from pathlib import Path

import catboost
import lightgbm
import numpy as np
import onnx
import pandas as pd
import shap
import xgboost
from onnx import TensorProto, helper
from onnxmltools import convert_lightgbm, convert_xgboost
from onnxmltools.convert.common.data_types import FloatTensorType
from skl2onnx import to_onnx
from sklearn.ensemble import RandomForestClassifier, RandomForestRegressor
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.tree import DecisionTreeRegressor

FOLDER = Path(__file__).resolve().parent
SAMPLE = FOLDER.parents[2] / "models" / "data" / "flights.csv"
FEATURES = ["dep_delay", "distance", "hour", "temp", "wind_speed", "visib"]
ROWS = 400
EXPLAINED = 60
OPSET = {"": 17, "ai.onnx.ml": 3}


def main():
    table = pd.read_csv(SAMPLE).dropna(subset=["arr_delay"]).iloc[::60].head(ROWS)
    table[FEATURES].to_csv(FOLDER / "flights.csv", index=False)
    x = pd.read_csv(FOLDER / "flights.csv").to_numpy(np.float32)
    filled = np.nan_to_num(x, nan=-1.0)
    minutes = table["arr_delay"].to_numpy(float)
    late = (minutes > 15).astype(int)
    three = np.digitize(minutes, [-10, 15])
    shape = [("input", FloatTensorType([None, len(FEATURES)]))]
    quiet = {"verbose": -1, "min_child_samples": 5, "random_state": 1, "deterministic": True, "num_threads": 1}

    binary = lightgbm.LGBMClassifier(n_estimators=20, num_leaves=15, **quiet).fit(x, late)
    save("lightgbm-binary", convert_lightgbm(binary, initial_types=shape, zipmap=False))
    write("lightgbm-binary", binary.predict(x, pred_contrib=True))

    save("lightgbm-covers", with_covers(onnx.load(FOLDER / "lightgbm-binary.onnx"), x))

    classes = lightgbm.LGBMClassifier(n_estimators=8, num_leaves=7, **quiet).fit(x, three)
    save("lightgbm-classes", convert_lightgbm(classes, initial_types=shape, zipmap=False))
    every = classes.predict(x, pred_contrib=True).reshape(ROWS, 3, -1)
    write("lightgbm-classes", every[np.arange(ROWS), classes.predict(x)])

    boosted = xgboost.XGBRegressor(n_estimators=15, max_depth=5, random_state=1, n_jobs=1).fit(x, minutes)
    save("xgboost-regressor", convert_xgboost(boosted, initial_types=shape))
    write("xgboost-regressor", boosted.get_booster().predict(xgboost.DMatrix(x), pred_contribs=True))

    forest = RandomForestRegressor(n_estimators=8, max_depth=9, bootstrap=False, max_features=2, random_state=1)
    forest.fit(filled, minutes)
    save("forest-regressor", to_onnx(forest, filled[:1], target_opset=OPSET))
    write("forest-regressor", with_base(shap.TreeExplainer(forest, feature_perturbation="tree_path_dependent"), filled))

    save("forest-columns", fed_by_columns(onnx.load(FOLDER / "forest-regressor.onnx")))
    scaled = make_pipeline(StandardScaler(), DecisionTreeRegressor(max_depth=2)).fit(filled, minutes)
    save("scaled-tree", to_onnx(scaled, filled[:1], target_opset=OPSET))

    chances = RandomForestClassifier(n_estimators=8, max_depth=7, bootstrap=False, max_features=2, random_state=1)
    chances.fit(filled, three)
    save("forest-classes", to_onnx(chances, filled[:1], target_opset=OPSET, options={"zipmap": False}))
    explainer = shap.TreeExplainer(chances, feature_perturbation="tree_path_dependent")
    values, label = explainer.shap_values(filled), chances.predict(filled)
    row = np.arange(ROWS)
    write("forest-classes", np.c_[values[row, :, label], explainer.expected_value[label]])

    silent = {"verbose": 0, "allow_writing_files": False}
    symmetric = catboost.CatBoostRegressor(iterations=12, depth=5, random_seed=1, thread_count=1, **silent)
    symmetric.fit(filled, minutes)
    symmetric.save_model(str(FOLDER / "catboost-regressor.onnx"), format="onnx")
    pool = catboost.Pool(filled, minutes)
    write("catboost-regressor", symmetric.get_feature_importance(pool, type="ShapValues"))


def save(name, model):
    onnx.save(model, FOLDER / f"{name}.onnx")


def with_covers(model, x):
    """The same model with the covers of `x` as hit rates, which its converter does not write."""
    node = model.graph.node[0]
    given = {attribute.name: helper.get_attribute_value(attribute) for attribute in node.attribute}
    key = list(zip(given["nodes_treeids"], given["nodes_nodeids"], strict=True))
    place = {pair: index for index, pair in enumerate(key)}
    covers = np.zeros(len(key))
    for index, (tree, identifier) in enumerate(key):
        if identifier == 0:
            count(given, place, covers, tree, index, x)
    kept = [attribute for attribute in node.attribute if attribute.name != "nodes_hitrates"]
    del node.attribute[:]
    node.attribute.extend([*kept, helper.make_attribute("nodes_hitrates", covers.tolist())])
    return model


def count(given, place, covers, tree, index, rows):
    """Adds `rows` to the covers of a node and of all below it."""
    covers[index] = len(rows)
    if given["nodes_modes"][index] == b"LEAF":
        return
    value = rows[:, given["nodes_featureids"][index]]
    passes = value <= np.float32(given["nodes_values"][index])
    passes |= np.isnan(value) & bool(given["nodes_missing_value_tracks_true"][index])
    count(given, place, covers, tree, place[tree, given["nodes_truenodeids"][index]], rows[passes])
    count(given, place, covers, tree, place[tree, given["nodes_falsenodeids"][index]], rows[~passes])


def fed_by_columns(model):
    """The same model with an input for each feature, two of them whole numbers, which a Concat puts together."""
    whole = {"distance", "hour"}
    graph = model.graph
    old = graph.input[0].name
    kind = {name: TensorProto.INT64 if name in whole else TensorProto.FLOAT for name in FEATURES}
    del graph.input[:]
    graph.input.extend(helper.make_tensor_value_info(name, kind[name], [None, 1]) for name in FEATURES)
    casts = [helper.make_node("Cast", [name], [f"{name}_float"], to=TensorProto.FLOAT) for name in sorted(whole)]
    parts = [f"{name}_float" if name in whole else name for name in FEATURES]
    behind = list(graph.node)
    del graph.node[:]
    graph.node.extend([*casts, helper.make_node("Concat", parts, [old], axis=1), *behind])
    return model


def with_base(explainer, x):
    return np.c_[explainer.shap_values(x), np.full(len(x), explainer.expected_value)]


def write(name, contributions):
    with open(FOLDER / f"{name}.csv", "w", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow([*(f"contribution_{feature}" for feature in FEATURES), "base_value"])
        writer.writerows([f"{value:.9g}" for value in row] for row in np.asarray(contributions)[:EXPLAINED])


if __name__ == "__main__":
    main()
